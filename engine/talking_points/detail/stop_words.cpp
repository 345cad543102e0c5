#include "refrain/talking_points/detail/stop_words.h"

#include <unordered_set>

namespace refrain::points {
namespace {

// One list: a word that is a function word in one language and content in another (English "war",
// German "war") is left out.
constexpr std::string_view kWords =
    // English
    "a about above after again against all also although always am among an and another any are "
    "as at be because been before being below between both but by can cannot could d did do does "
    "doing done down during each either else even ever every few for from further get had has have "
    "having he her here hers herself him himself his how however i if in into is it its it's "
    "itself just ll let may me might mine more most much must my myself neither no nor not now of "
    "off on once one only or other ought our ours ourselves out over own rather re s same shall "
    "she should since so some such t than that that's the their theirs them themselves then there "
    "therefore these they this those though through thus to too toward towards under until up upon "
    "us ve very was we were what when where whether which while who whom whose why will with "
    "within without would yet you your yours yourself "
    "said says say i'm we're they're he's she's don't doesn't isn't can't won't "
    // German
    "aber alle allem allen aller alles als also am andere anderen auch auf aus bei beim bin bis "
    "bist da damit dann das dass dein dem den denn der des dessen dich die dies diese diesem "
    "diesen dieser dieses dir doch dort du durch ein eine einem einen einer eines er es etwas euch "
    "euer für gegen habe haben hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem "
    "ihren ihrer ihres im ist ja jede jedem jeden jeder jedes jetzt kann kein keine können "
    "könnte machen mein mich mir mit muss müssen nach nicht nichts noch nun nur ob oder ohne sehr "
    "sein seine seinem seinen seiner seit sich sie sind so solche soll sollen sollte sondern "
    "sowie über um und uns unser unsere unserer unter viel vom von vor während waren weil "
    "welche welcher wenn werde werden wie wieder wir wird wo wurde wurden zu zum zur zwar zwischen "
    // French
    "au aux avec ce ces cet cette comme dans de des donc du elle elles en entre est et été être "
    "eux "
    "il ils je la le les leur leurs lui mais même mes moi mon ne nos notre nous ont où par pas "
    "plus pour qu que qui sa sans se ses si son sont sous sur ta te tes toi ton tous tout toute "
    "toutes très tu un une vos votre vous y c'est d'un d'une n'est qu'il l'on "
    // Spanish, Portuguese, Italian
    "al algo ante antes con como contra cual cuando del desde donde durante e el ella ellos era "
    "eran esa ese eso esta está están este esto estos fue ha había han hasta hay la las lo los más "
    "me mi mismo mucho muy nada ni nos nosotros nuestra nuestro o os otra otro para pero poco por "
    "porque que quien se según ser sin sino sobre son su sus también tan tanto te tiene todo todos "
    "un una uno unos y ya yo à ao aos as até com como da das dele depois do dos ela ele eles em "
    "então essa esse esta eu foi isso isto já lhe mais mas mesmo muito na não nas nem no nos nossa "
    "nosso num numa o os ou pela pelo pelos por quando se seja sem ser seu seus só sua suas também "
    "tem têm um uma você che chi ci come con cui da dal dalla dei del della delle dello di e è ed "
    "era essere gli ha hanno ho i il io la le lei lo loro lui ma mi mia mio molto ne nei nel nella "
    "nelle noi non nostra nostro o per perché più quale quando quello questa questo se sei si sia "
    "sono sta su sua suo sul sulla tra tutti tutto un una uno vi voi l'anno "
    // Dutch, Swedish, Polish, Turkish, Indonesian
    "aan bij dat deze dit een het hij hoe ik ook niet naar nog om onze op te tot uit van voor wat "
    "we zijn zich zij att av de den det en ett för från han har hon inte jag kan med men och om på "
    "sig ska som till var vi är ale bo być co czy dla do gdy go i ich jak jako jego jej jest już "
    "ku "
    "który która które lub ma mi na nad nie o od oraz po pod przez przy się są tak tego tej ten to "
    "tym w we z za ze że bir bu da de daha gibi her için ile mi mu ne o olan olarak sonra şu ve "
    "veya ya adalah akan atau bahwa dalam dan dari dengan di ini itu juga kami ke kita mereka oleh "
    "pada saya sebagai telah tidak untuk yang "
    // Russian, Ukrainian
    "а без более бы был была были было быть в вам вас весь во вот все всего всех вы где да даже "
    "для "
    "до его ее её если есть еще ещё же за здесь и из или им их к как ко когда которая которое "
    "которой которые который которых кто ли либо мы на над наш наша наше наши не него нее ней нет "
    "ни них но ну о об однако он она они оно от очень по под при с свой своей своего своих себя со "
    "так также такой там те тем то того тоже той только том ты у уже чем что чтобы эта эти этих "
    "это "
    "этого этой этом этот я та та й і із що як це цей ця від або але також щоб які який "
    // Arabic, Persian
    "في من على إلى الى عن مع هذا هذه ذلك تلك التي الذي الذين ما لا لم لن إن أن ان كان كانت يكون هو "
    "هي هم نحن أو او ثم قد كل بعد قبل بين حتى عند غير إذا لكن كما منذ أي ولا وقد ومن وفي وعلى وأن "
    "وإن حيث هناك و ف ب ل به بها له لها فيه فيها منه منها عليه عليها إليه إليها لقد أيضا از به با "
    "در را که این آن برای تا است بود می های شود شده و یا هم "
    // Hindi
    "का की के को से में पर और है हैं था थे थी यह वह ये वे कि जो तो भी ने एक इस उस नहीं हो गया गई गए कर "
    "करने किया लिए साथ तक अपने अपनी अपना या हम कुछ सभी द्वारा ही जा रहा रहे रही होता होती होने करना "
    "करते करता करती इसके उनके हमारे हमारी हमें जब अब फिर "
    // Chinese, Japanese, Korean
    "的 了 在 是 和 与 及 或 也 都 而 就 不 这 那 有 被 把 对 从 到 向 于 以 为 之 其 等 我们 他们 "
    "我 你 他 她 它 将 并 但 但是 因为 所以 如果 一个 这个 那个 已经 可以 上 中 下 个 要 会 能 "
    "的話 "
    "還 與 這 們 為 對 從 將 並 來 に の は を が と で も へ や から まで より です ます する "
    "した して "
    "い いる ある こと これ それ この その ため よう な し れ た て ない など として について さ "
    "れる "
    "まし せ き 이 그 저 것 수 등 및 더 는 은 을 를 의 에 와 과 도 "
    // Thai
    "ที่ และ ใน ของ เป็น การ มี ได้ ให้ ว่า จะ ไม่ กับ แต่ หรือ จาก โดย นี้ นั้น ก็ ความ เพื่อ ซึ่ง "
    "อยู่ ต้อง คือ แล้ว ทั้ง ด้วย กว่า เรา เขา ผู้ ไป มา ยัง อย่าง ตาม ถึง ต่อ เมื่อ แก่ ทุก ๆ";

constexpr std::string_view kConjunctions = "and but or und aber oder sondern et mais pero maar och "
                                           "eller ale и но или та але або 和 并 并且 "
                                           "而 而且 但 但是 或 और या लेकिन และ แต่ หรือ";

using WordSet = std::unordered_set<std::string_view>;

WordSet words_of(std::string_view list) {
  WordSet set;
  for (std::size_t i = 0; i < list.size();) {
    const std::size_t end = std::min(list.find(' ', i), list.size());
    if (end > i) {
      set.insert(list.substr(i, end - i));
    }
    i = end + 1;
  }
  return set;
}

} // namespace

bool is_stop_word(std::string_view folded) {
  static const WordSet words = words_of(kWords);
  return words.contains(folded);
}

bool is_conjunction(std::string_view folded) {
  static const WordSet words = words_of(kConjunctions);
  return words.contains(folded);
}

} // namespace refrain::points
