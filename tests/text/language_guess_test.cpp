#include "refrain/text/language_guess.h"

#include <string>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>

namespace refrain {
namespace {

TEST(LanguageGuess, TellsLanguagesByTheirFunctionWords) {
  const std::pair<std::string_view, std::string_view> texts[]{
      {"en", "The river belongs to all of us, and it is not for sale to anyone that asks."},
      {"de", "Der Fluss gehört uns allen, und er ist nicht für jeden zu verkaufen, der fragt."},
      {"fr", "La rivière est à nous tous, et elle n’est pas à vendre pour celui qui la demande."},
      {"es", "El río es de todos nosotros y no se vende por más que lo pidan los de la ciudad."},
      {"pt",
       "O rio é de todos nós e não se vende para quem o pede, por mais que os outros queiram."},
      {"it",
       "Il fiume è di tutti noi e non si vende per chi lo chiede, anche se gli altri vogliono."},
      {"nl", "De rivier is van ons allen en het water wordt niet verkocht aan wie er om vraagt."},
      {"pl", "Rzeka jest nas wszystkich i nie jest na sprzedaż dla tych, który się o to prosi."},
      {"tr",
       "Nehir hepimizin ve bu su bir daha satılık değil, ne kadar isterse istesin her zaman."},
  };
  for (const auto& [language, text] : texts) {
    EXPECT_EQ(guess_language(text), language) << text;
  }
}

TEST(LanguageGuess, TellsLanguagesByTheirScriptAndLetters) {
  EXPECT_EQ(guess_language("Река принадлежит всем нам, и вы её никому не продадите."), "ru");
  EXPECT_EQ(guess_language("Річка належить усім нам, і її нікому не можна продати."), "uk");
  EXPECT_EQ(guess_language("النهر لنا جميعا وهو ليس للبيع لأحد مهما طلب."), "ar");
  EXPECT_EQ(guess_language("رودخانه از آن همه ماست و چیزی نیست که بفروشیم گرچه بخواهند."), "fa");
  EXPECT_EQ(guess_language("这条河属于我们所有人，谁来要都不卖，这是我们的承诺。"), "zh");
  EXPECT_EQ(guess_language("この川は私たちみんなのもので、誰にも売ることはできません。"), "ja");
  EXPECT_EQ(guess_language("이 강은 우리 모두의 것이며 누구에게도 팔지 않을 것입니다."), "ko");
  EXPECT_EQ(guess_language("แม่น้ำสายนี้เป็นของพวกเราทุกคน"), "th");
}

TEST(LanguageGuess, SaysNothingWhereNothingIsLikely) {
  EXPECT_EQ(guess_language(""), "");
  EXPECT_EQ(guess_language("1,234 -- 5.678 %"), "");
  EXPECT_EQ(guess_language("Marta Ellingsworth, Corin Thorne, Benita Arregui, Tomasz Ferro"), "");
}

TEST(LanguageGuess, ReadsTheStartAloneAndNeverHalfACharacter) {
  std::string text = "The river belongs to all of us, and it is not for sale. ";
  text += std::string(5943, 'x') + "日本語の文章がここから長く続きます。";
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(guess_language(text), "en");
    text.insert(0, 1, ' ');
  }
}

} // namespace
} // namespace refrain
