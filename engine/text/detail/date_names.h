#pragma once
/// @file
/// Names of months and weekdays, in small letters. Used by text/dates.

#include <array>
#include <string_view>

namespace refrain::detail {

using namespace std::string_view_literals;

struct MonthName {
  std::string_view name;
  int month;
};

inline constexpr std::array kMonths{
    MonthName{"january", 1},    MonthName{"jan", 1},        MonthName{"februar", 2},
    MonthName{"february", 2},   MonthName{"feb", 2},        MonthName{"march", 3},
    MonthName{"mar", 3},        MonthName{"april", 4},      MonthName{"apr", 4},
    MonthName{"may", 5},        MonthName{"june", 6},       MonthName{"jun", 6},
    MonthName{"july", 7},       MonthName{"jul", 7},        MonthName{"august", 8},
    MonthName{"aug", 8},        MonthName{"september", 9},  MonthName{"sept", 9},
    MonthName{"sep", 9},        MonthName{"october", 10},   MonthName{"oct", 10},
    MonthName{"november", 11},  MonthName{"nov", 11},       MonthName{"december", 12},
    MonthName{"dec", 12},       MonthName{"januar", 1},     MonthName{"jänner", 1},
    MonthName{"märz", 3},       MonthName{"mai", 5},        MonthName{"juni", 6},
    MonthName{"juli", 7},       MonthName{"oktober", 10},   MonthName{"okt", 10},
    MonthName{"dezember", 12},  MonthName{"dez", 12},       MonthName{"janvier", 1},
    MonthName{"février", 2},    MonthName{"mars", 3},       MonthName{"avril", 4},
    MonthName{"juin", 6},       MonthName{"juillet", 7},    MonthName{"août", 8},
    MonthName{"septembre", 9},  MonthName{"octobre", 10},   MonthName{"novembre", 11},
    MonthName{"décembre", 12},  MonthName{"enero", 1},      MonthName{"febrero", 2},
    MonthName{"marzo", 3},      MonthName{"abril", 4},      MonthName{"mayo", 5},
    MonthName{"junio", 6},      MonthName{"julio", 7},      MonthName{"agosto", 8},
    MonthName{"septiembre", 9}, MonthName{"setiembre", 9},  MonthName{"octubre", 10},
    MonthName{"noviembre", 11}, MonthName{"diciembre", 12}, MonthName{"gennaio", 1},
    MonthName{"febbraio", 2},   MonthName{"aprile", 4},     MonthName{"maggio", 5},
    MonthName{"giugno", 6},     MonthName{"luglio", 7},     MonthName{"settembre", 9},
    MonthName{"ottobre", 10},   MonthName{"dicembre", 12},  MonthName{"janeiro", 1},
    MonthName{"fevereiro", 2},  MonthName{"março", 3},      MonthName{"maio", 5},
    MonthName{"junho", 6},      MonthName{"julho", 7},      MonthName{"setembro", 9},
    MonthName{"outubro", 10},   MonthName{"novembro", 11},  MonthName{"dezembro", 12},
    MonthName{"января", 1},     MonthName{"январь", 1},     MonthName{"февраля", 2},
    MonthName{"февраль", 2},    MonthName{"марта", 3},      MonthName{"март", 3},
    MonthName{"апреля", 4},     MonthName{"апрель", 4},     MonthName{"мая", 5},
    MonthName{"май", 5},        MonthName{"июня", 6},       MonthName{"июнь", 6},
    MonthName{"июля", 7},       MonthName{"июль", 7},       MonthName{"августа", 8},
    MonthName{"август", 8},     MonthName{"сентября", 9},   MonthName{"сентябрь", 9},
    MonthName{"октября", 10},   MonthName{"октябрь", 10},   MonthName{"ноября", 11},
    MonthName{"ноябрь", 11},    MonthName{"декабря", 12},   MonthName{"декабрь", 12},
};

inline constexpr std::array kWeekdays{
    "monday"sv,   "mon"sv,      "tuesday"sv,    "tue"sv,         "tues"sv,      "wednesday"sv,
    "wed"sv,      "thursday"sv, "thu"sv,        "thur"sv,        "thurs"sv,     "friday"sv,
    "fri"sv,      "saturday"sv, "sat"sv,        "sunday"sv,      "sun"sv,       "montag"sv,
    "dienstag"sv, "mittwoch"sv, "donnerstag"sv, "freitag"sv,     "samstag"sv,   "sonnabend"sv,
    "sonntag"sv,  "lundi"sv,    "mardi"sv,      "mercredi"sv,    "jeudi"sv,     "vendredi"sv,
    "samedi"sv,   "dimanche"sv, "lunes"sv,      "martes"sv,      "miércoles"sv, "jueves"sv,
    "viernes"sv,  "sábado"sv,   "domingo"sv,    "понедельник"sv, "вторник"sv,   "среда"sv,
    "четверг"sv,  "пятница"sv,  "суббота"sv,    "воскресенье"sv,
};

} // namespace refrain::detail
