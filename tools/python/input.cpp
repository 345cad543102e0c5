#include "input.h"

#include "refrain/text/dates.h"
#include "refrain/text/metadata.h"

#include "records.h"

namespace refrain::python {
namespace {

constexpr std::uint64_t kStepsBetweenSignals = 1024;

[[nodiscard]] std::string type_of(const py::handle& object) {
  return Py_TYPE(object.ptr())->tp_name;
}

[[nodiscard]] std::string name_of_document(const py::object& id) {
  return "document " + std::string(py::str(id));
}

// An empty str where the value is None.
[[nodiscard]] py::str text_field(const py::object& id, const char* field, const py::object& value) {
  if (value.is_none()) {
    return {};
  }
  if (!py::isinstance<py::str>(value)) {
    throw py::type_error(name_of_document(id) + ": expected " + field + " of type str, found " +
                         type_of(value));
  }
  return py::reinterpret_borrow<py::str>(value);
}

[[nodiscard]] IsoDate date_field(const py::object& id, const py::object& value) {
  if (value.is_none()) {
    return {};
  }
  const std::string text =
      py::str(py::hasattr(value, "isoformat") ? value.attr("isoformat")() : value);
  IsoDate date = parse_date_field(text);
  if (date.empty() && !text.empty()) {
    throw py::value_error(name_of_document(id) + ": expected a date such as 2021-03-05, found " +
                          text);
  }
  return date;
}

[[nodiscard]] std::string language_field(const py::object& id, const py::object& value) {
  const std::string text = text_field(id, "a language", value);
  std::string tag = language_tag(text);
  if (tag.empty() && !text.empty()) {
    throw py::value_error(name_of_document(id) +
                          ": expected a language such as en or pt-BR, found " + text);
  }
  return tag;
}

[[nodiscard]] Origin origin_of(std::string_view value) {
  return value.empty() ? Origin::kUnknown : Origin::kField;
}

[[nodiscard]] bool is_mapping(const py::handle& item) {
  return PyDict_Check(item.ptr()) ||
         py::isinstance(item, py::module_::import("collections.abc").attr("Mapping"));
}

// A dict's fields are looked up by strings that are made once, and belong to the interpreter: to
// call its get() for each took half as long again as all of the adding (0.37 s for 100,000).
class FieldName {
public:
  explicit FieldName(const char* name) : name_(PyUnicode_InternFromString(name)) {}
  [[nodiscard]] py::object of(const py::handle& item) const {
    if (!PyDict_Check(item.ptr())) {
      return item.attr("get")(py::handle(name_));
    }
    PyObject* const value = PyDict_GetItemWithError(item.ptr(), name_);
    if (value == nullptr && PyErr_Occurred() != nullptr) {
      throw py::error_already_set();
    }
    return value == nullptr ? py::object(py::none()) : py::reinterpret_borrow<py::object>(value);
  }

private:
  PyObject* name_;
};

[[nodiscard]] Fields fields_of(const py::handle& item) {
  static const FieldName id("id");
  static const FieldName text("text");
  static const FieldName title("title");
  static const FieldName source("source");
  static const FieldName date("date");
  static const FieldName language("language");
  return {id.of(item),     text.of(item), title.of(item),
          source.of(item), date.of(item), language.of(item)};
}

} // namespace

Utf8::Utf8(const py::str& text) {
  PyObject* const object = text.ptr();
  Py_ssize_t size = 0;
  const char* bytes = nullptr;
  if (PyUnicode_IS_COMPACT_ASCII(object)) {
    kept_ = text;
    bytes = PyUnicode_AsUTF8AndSize(object, &size); // the characters themselves
  } else {
    kept_ = py::reinterpret_steal<py::object>(PyUnicode_AsUTF8String(object));
    if (kept_) {
      bytes = PyBytes_AS_STRING(kept_.ptr());
      size = PyBytes_GET_SIZE(kept_.ptr());
    }
  }
  if (bytes == nullptr) {
    throw py::error_already_set();
  }
  view_ = {bytes, static_cast<std::size_t>(size)};
}

py::iterator iterate(const py::object& items, const char* name) {
  if (py::isinstance<py::str>(items) || is_mapping(items)) {
    throw py::type_error(std::string(name) + ": expected several, such as a list, found one " +
                         type_of(items));
  }
  return py::iter(items);
}

void check_signals(std::uint64_t step) {
  if (step % kStepsBetweenSignals == 0 && PyErr_CheckSignals() != 0) {
    throw py::error_already_set();
  }
}

void add_fields(const Fields& fields, std::uint64_t position, Corpus& corpus) {
  if (fields.text.is_none()) {
    throw py::value_error(name_of_document(fields.id) + ": expected a text, found none");
  }
  const Utf8 id{py::str(fields.id)};
  const Utf8 text(text_field(fields.id, "a text", fields.text));
  const Utf8 title(text_field(fields.id, "a title", fields.title));
  const Utf8 source(text_field(fields.id, "a source", fields.source));
  const IsoDate date = date_field(fields.id, fields.date);
  const std::string language = language_field(fields.id, fields.language);
  DocumentView view;
  view.id = id.view();
  view.text = text.view();
  view.title = title.view();
  view.source = source.view();
  view.date = date.view();
  view.language = language;
  view.title_origin = origin_of(view.title);
  view.source_origin = origin_of(view.source);
  view.date_origin = origin_of(view.date);
  view.language_origin = origin_of(view.language);
  view.position = position;
  corpus.add(view);
}

void add_item(const py::handle& item, std::uint64_t number, std::uint64_t position,
              Corpus& corpus) {
  if (py::isinstance<DocumentItem>(item)) {
    const auto& document = item.cast<const DocumentItem&>();
    DocumentView view = document.core->corpus().document(document.index);
    if (position != 0) {
      view.position = position;
    }
    corpus.add(view);
    return;
  }
  Fields fields;
  if (py::isinstance<py::str>(item)) {
    fields = {py::int_(number), py::reinterpret_borrow<py::object>(item),
              py::none(),       py::none(),
              py::none(),       py::none()};
  } else if (is_mapping(item)) {
    fields = fields_of(item);
    if (fields.id.is_none()) {
      fields.id = py::int_(number);
    }
  } else {
    throw py::type_error("document " + std::to_string(number) +
                         ": expected a str, a dict or a Document, found " + type_of(item));
  }
  add_fields(fields, position, corpus);
}

} // namespace refrain::python
