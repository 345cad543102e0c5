#include "refrain/text/sentences.h"

#include <cstddef>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace refrain {
namespace {

struct Cases {
  const char* about;
  std::vector<const char*> texts; ///< a bar where a sentence ends
};

const std::vector<Cases>& cases() {
  static const std::vector<Cases> all = {
      {"titles and names",
       {
           "Sen. Smith spoke first. | Rep. Jones answered.",
           "Mr. and Mrs. Hale moved to St. Louis. | They liked it.",
           "Gov. Reyes and Lt. Gov. Park signed the order. | It takes effect in May.",
           "Gen. A. B. Stone retired. | Col. Wood did not.",
           "We heard from Dr. J. P. Morrow of the clinic. | He was brief.",
           "George W. Hill voted yes. | So did John Q. Low.",
           "Martin L. King Jr. Day is a holiday. | Schools are closed.",
           "The award went to Robert Downs Jr. and Ann Bell Sr. of Ohio.",
           "Harold Young Jr. has been a judge since 1990. | He will retire.",
           "Reps. Cole and Diaz wrote to Sens. Kim and Lowe. | Neither replied.",
           "Prof. Ng and Rev. Tutt met Msgr. Daly. | Hon. Ruth Gill presided.",
           "Attorney Gen. Mills sued. | Maj. Gen. Orr testified.",
           "The Hon. Ann Lee of Maine rose. | She yielded.",
           "Asst. Sec. Vance and Dep. Dir. Bloom were there.",
           "Supt. Ray closed the schools. | Sgt. Peck drove.",
           "Ald. Burke, D-Ill., and Cllr. Dunn spoke.",
           "Sen. Tom Carr (D-Del.) and Sen. Pat Roe (R-Pa.) agreed. | The rest did not.",
           "Sen. Hart, D-Colo., asked. | Rep. Wynn, R-Calif., answered.",
           "Fr. Dolan blessed the boats. | Sr. Mary sang.",
           "Ms. Vale said no. | Mx. Reed said yes.",
           "Amb. Cho left for Geneva. | Messrs. Fox and Gray stayed.",
       }},
      {"bills, cases, numbers, references",
       {
           "Congress passed H.R. 1424 last night. | The Senate votes today.",
           "He opposed S. 2191 and H.R. 6. | Both passed.",
           "S.J. Res. 12 and H. Con. Res. 53 were filed. | H. Res. 9 was not.",
           "See Pub. L. 104-193 and 42 U.S.C. 1396 for details. | Then decide.",
           "Under 40 C.F.R. Part 60 the limit is lower. | It was never met.",
           "Sec. 12 of the act was struck. | Sec. 13 stands.",
           "The rule cites Art. 5, para. 3 and sect. 9. | It is binding.",
           "Proposition No. 8 failed. | Ward No. 3 is next.",
           "The answer was no. | Nobody argued.",
           "Nos. 4 and 5 tied. | No. 6 lost.",
           "In Roe v. Wade the court ruled. | It was 1973.",
           "The case Smith vs. Jones was settled. | Costs were shared.",
           "See Fig. 3 and Eq. 7 on pp. 12 to 14 of vol. 2. | Ed. 5 differs.",
           "It fell 3.5 percent to $1.2 billion. | Shares rose .5 percent.",
           "Version 2.0.1 ships today. | See example.com for more.",
           "The fee is approx. 40 dollars. | Pay at the door.",
           "In ch. 7 he dies. | In ch. 8 he is back.",
           "P. 12 is torn. | Pp. 13 and 14 are missing.",
           "The vote was 51 to 49. | Three abstained.",
           "It began in 1995. | It ended in 2001.",
       }},
      {"dates and times",
       {
           "On Jan. 6 the hall was full. | On Feb. 7 it was not.",
           "The bill dates from Sept. 2007. | It died in Dec. 2008.",
           "They meet Mon. and Wed. at noon. | Fri. is free.",
           "We open at 9 a.m. on Tuesdays. | We close at 5 p.m. on all days.",
           "The hearing starts at 10 a.m. | Bring a chair.",
           "The hearing starts at 10 a.m. Monday in room 4. | Bring a chair.",
           "The hearing starts at 10 a.m. EST in room 4. | Bring a chair.",
           "Polls close at 8 p.m. | The count begins at nine.",
           "It was built c. 1850 and burned in A.D. 1901. | Nothing is left.",
           "It happened in 44 B.C. in Rome. | Few were surprised.",
       }},
      {"places, firms, bodies",
       {
           "The U.S. Senate passed it. | The U.S. House did not.",
           "The U.S. Department of Energy and the U.N. Security Council agree.",
           "He lives in Washington, D.C. with two dogs. | One bites.",
           "He moved to Washington, D.C. | Nobody noticed.",
           "She was born in the U.S. | Her brother was not.",
           "She left the U.S. | Her brother stayed.",
           "He works for the U.S. | Everyone knows it.",
           "U.S. Sens. Ford and Dean toured Ft. Hood. | Mt. Hood is elsewhere.",
           "Acme Inc. and Bolt Co. merged. | Zinc Corp. sued.",
           "Acme Inc. Chairman Lee resigned. | Nobody asked why.",
           "He founded Acme Corp. | It failed.",
           "We wrote to Dow Chemical Co. | Nobody wrote back.",
           "Bros. Grimm Ltd. is small. | It makes toys.",
           "The office is at 12 Main St. in Dover. | Ring twice.",
           "The office is on Main St. | It is closed.",
           "She has a Ph.D. in physics. | He has an M.D. from Yale.",
           "She has a Ph.D. | He has none.",
           "The Univ. of Texas and the Dept. of Health wrote it. | No one read it.",
           "Phila. Pa. and Calif. are far apart.",
           "The Santa Fe, N.M. office and the Raleigh, N.C. branch closed.",
           "Gulf Coast states, e.g. Texas, gained. | Others, i.e. Ohio, lost.",
           "Apples, pears, etc. were sold. | Plums were not.",
           "They sold apples, pears, etc. | They made money.",
           "He said (cf. Table 2) it works. | It did not.",
           "Smith et al. found the same. | Jones et al. (2004) did not.",
           "Yahoo! is a firm. | Jeopardy! is a show.",
       }},
      {"quotes, brackets, ends",
       {
           "\"We won.\" | \"Did we?\" | \"Yes!\" she said.",
           "\"Did we?\" he asked. | \"We did.\"",
           "\"We must act now,\" he said. | \"It is late.\"",
           "He said \"no.\" | She said \"yes.\"",
           "(It rained.) | We stayed.",
           "He left (it was late). | We stayed.",
           "What now?! | Nobody knows... | Perhaps later.",
           "Well... maybe not. | We shall see.",
           "He paused ... and left. | She stayed.",
           "\"Stop!\" he cried. | Nobody did.",
           "It works.[3] | It was tested.[4, 5]",
           "He read \"War and Peace.\" | Then he slept.",
           "‘It is done.’ | ‘Is it?’",
           "Why? | Because. | How? | Slowly.",
           "I did it. | I. M. Pei did not.",
           "You and I. | We two.",
           "It was vitamin C. | The doctor agreed.",
           "The grade was an A. | The next was a B.",
       }},
      {"lists and headings",
       {
           "1. Open the lid. | 2. Turn the key.",
           "(a) The fee is due. | (b) The form is late.",
           "We ask two things. | 1. Lower the fee. | 2. Mend the road.",
       }},
      {"other languages",
       {
           "Der Preis stieg um ca. 5 Prozent. | Am 3. Oktober fiel er.",
           "Herr Dr. Klein sprach u.a. mit Frau Prof. Groß. | Sie nickte.",
           "Z.B. Äpfel, Birnen usw. werden verkauft. | Pflaumen nicht.",
           "Das gilt gem. § 5 Abs. 2 Nr. 3 BGB. | Es ist klar.",
           "Die Fa. Huber GmbH in der Goethestr. 5 schloss. | Sie war alt.",
           "Im 19. Jahrhundert war das anders. | Heute nicht.",
           "Friedrich II. regierte lange. | Er starb alt.",
           "Die Zahl stieg auf 3 Mio. Euro. | Das war viel.",
           "M. Dupont et Mme. Leroy sont partis. | Ils reviendront.",
           "Le prix est d'env. 5 euros. | C'est cher.",
           "Voir p. 12 et art. 3 du code. | Il est clair.",
           "El Sr. Gómez y la Sra. Ruiz llegaron. | La Dra. Paz no vino.",
           "EE.UU. y México firmaron. | Ud. lo sabe.",
           "¿Qué pasó? | ¡Nada! | Todos callaron.",
           "O Sr. Silva e a Sra. Costa saíram. | O Exmo. Dr. Lima ficou.",
           "De heer mr. Jansen en drs. Bakker kwamen. | Dhr. Vos niet.",
           "Это было в 1990 г. в Москве. | Потом всё изменилось.",
           "На ул. Ленина живёт т. Иванов. | Он стар.",
           "Цена 5 тыс. руб. за штуку. | Это дорого.",
           "В 2005 г. цены выросли. | Люди ждали.",
           "Яблоки, груши и т. д. были проданы. | Сливы нет.",
           "Н. В. Гоголь писал много. | Он жил в Риме.",
           "Prezes dr hab. Nowak mówił o art. 5 ust. 2 ustawy. | Nikt nie słuchał.",
       }},
      {"what follows",
       {
           "The line opens at 8 a.m. - or so they say. | Call early.",
           "He comes from Helena, Mont. | \"It is far,\" he said.",
           "Helena, Mont. - The fair opened. | It rained.",
           "The novels of I. A. Reed sell. | A. A. Moss wrote less.",
           "Den gick bl.a. till Lund och t.ex. Malmö. | Den kom hem.",
           "J. \"Jack\" Hale won. | E. “Ned” Orr lost.",
           "The pub. | The treas. | The con. | All small.",
           "Kaiser Wilhelm II. regierte bis zum 9. November 1918. | Er floh.",
       }},
  };
  return all;
}

// Bounds that nothing but the sense tells.
const std::vector<const char*> kMissed = {
    "They sell to the U.S. and the E.U. | Trade grew.",
    "Goods come from the U.S. | Trade with Asia fell.",
    "The office is on 5th Ave. near Elm Blvd. | Ring twice.",
    "This one is plan B. | Plan C comes later.",
    "Il sig. Rossi e il dott. Bianchi parlarono. | L'on. Verdi tacque.",
    "Ulica św. Jana ma ok. 300 m. | Jest wąska.",
};

std::string marked(const std::string& text) {
  std::vector<ByteRange> sentences;
  SentenceSplitter().split(text, 0, sentences);
  std::string with_bars;
  for (const ByteRange& s : sentences) {
    with_bars += (with_bars.empty() ? "" : " | ") + text.substr(s.begin, s.size());
  }
  return with_bars;
}

std::string without_bars(std::string text) {
  for (std::size_t at = text.find(" | "); at != std::string::npos; at = text.find(" | ", at)) {
    text.replace(at, 3, " ");
  }
  return text;
}

TEST(SentenceCases, EndWhereAReaderEndsThem) {
  std::size_t count = 0;
  for (const Cases& group : cases()) {
    SCOPED_TRACE(group.about);
    for (const std::string text : group.texts) {
      EXPECT_EQ(marked(without_bars(text)), text);
      ++count;
    }
  }
  EXPECT_GE(count, 120U);
}

TEST(SentenceCases, LeaveToTheReaderWhatSenseAloneTells) {
  for (const std::string text : kMissed) {
    EXPECT_NE(marked(without_bars(text)), text) << "belongs among the cases now";
  }
}

} // namespace
} // namespace refrain
