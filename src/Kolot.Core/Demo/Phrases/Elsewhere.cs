namespace Kolot.Core.Demo.Phrases;

/// <summary>The same, in English, Arabic and Russian: by what went wrong, or that it went well.</summary>
internal static class Elsewhere
{
    public static string[] Openers(string language, bool good) => (language, good) switch
    {
        ("en", true) => ["", "", "Wow.", "Just wanted to say:", "Honestly,", "Credit where it's due."],
        ("en", false) => ["", "", "Seriously?", "I'm really disappointed.", "Again.", "Hi,", "This is not OK."],
        ("ar", true) => ["", "", "شكراً.", "بصراحة،", "كل الاحترام.", "يعطيكم العافية."],
        ("ar", false) => ["", "", "مرحبا،", "للأسف،", "غير معقول.", "مرة أخرى.", "أنا مستاء جداً."],
        (_, true) => ["", "", "Спасибо!", "Честно говоря,", "Хочу похвалить.", "Приятно удивлены."],
        _ => ["", "", "Здравствуйте.", "Опять.", "Очень разочарованы.", "Сколько можно.", "К сожалению,"],
    };

    public static string[] Closings(string language, bool good) => (language, good) switch
    {
        ("en", true) => ["", "Thank you!", "Keep it up.", "Highly recommended.", "Very happy with the service."],
        ("en", false) => ["", "Please fix this.", "I expect a call back.", "Thinking of switching.", "Very frustrating.", "I want a refund."],
        ("ar", true) => ["", "شكراً جزيلاً.", "أنصح الجميع.", "خدمة ممتازة.", "بارك الله فيكم."],
        ("ar", false) => ["", "أرجو حل المشكلة.", "أفكر في الانتقال لشركة أخرى.", "أنتظر ردكم.", "الخدمة سيئة.", "أطلب تعويضاً."],
        (_, true) => ["", "Большое спасибо.", "Рекомендую.", "Так держать.", "Очень довольны."],
        _ => ["", "Прошу разобраться.", "Жду ответа.", "Думаю уйти к другим.", "Ужасный сервис.", "Верните деньги."],
    };

    public static string[] Facts(string language, string about) => language switch
    {
        "en" => English(about),
        "ar" => Arabic(about),
        _ => Russian(about),
    };

    private static string[] English(string about) => about switch
    {
        "tech-late" or "no-show" or "tech-poor" => ["The technician was $late hours late", "I waited at home $late extra hours for the technician", "Nobody came, nobody called, and I took the {day/morning} off", "The technician came $late hours after the window and {left in a hurry/did not apologise}"],
        "wifi-evening" or "speed-low" or "outage" or "router" => ["The wifi {dies/drops/crawls} every evening after {seven/eight/nine}", "I pay for $speed and get $low", "No internet {since this morning/for $daysn days}", "The router restarts by itself {all day/every hour}"],
        "first-bill" or "double-charge" or "refund-late" => ["My first bill is double what we agreed: $double instead of $price", "I was charged twice and nobody can explain it", "I was promised a credit of $small shekels and it never came"],
        "price-rise" or "price-high" or "leaving-price" => ["The price of my plan went up by $rise shekels for no reason", "New customers pay less than I do after $yearsn years"],
        "ask-password" or "ask-bill-date" or "ask-upgrade" or "ask-hours" or "ask-visit" => ["How do I {change the wifi password/see my bill/upgrade my plan}?", "When {is the technician coming/does the bill go out/does the branch open}?", "Is there fibre in my street in {English, please/the new building}?"],
        "request-invoice" or "request-fixed-ip" or "request-mesh" or "request-details" or "request-language" => ["Please send me {an invoice for last month/my invoices in English/a receipt for my employer}", "I need a {fixed IP/range extender/new router}", "Please update my {phone number/credit card/address}"],
        "idea" => ["You could {show where the technician is on a map/let us book online in English/send a text before each bill}"],
        "cancel-hard" or "leaving-service" or "leaving-moved" or "leaving-speed" or "leaving-competitor" => ["I want to cancel and {nobody lets me/I keep being transferred}", "Please disconnect my line, we are {moving abroad/moving to a place with internet}"],
        "call-waiting" or "repeat-contact" or "rude-agent" or "branch-queue" or "moving-bad" or "joining-promised" or "article-bad" => ["I waited $wait minutes on the phone", "I have called {three/four/five} times about the same thing", "Every agent says something different", "The agent sounded tired and hung up on me"],
        "tech-good" => ["The technician was {on time/polite/quick} and {left everything clean/checked every room/explained it all}", "{Painless/Quick/Easy} installation, {works perfectly/fast ever since}"],
        _ => ["The {agent/lady/team} was {kind/patient/professional} and solved it {quickly/on the spot/in one call}", "Fast internet, {no drops/fair price/works perfectly}", "They explained everything {in English/slowly and clearly}", "{Painless/Quick/Easy} from start to finish"],
    };

    private static string[] Arabic(string about) => about switch
    {
        "tech-late" or "no-show" or "tech-poor" => ["تأخر الفني $late ساعات", "انتظرت الفني {طول اليوم/من الصبح} و{لم يأتِ أحد/تأخر $late ساعات}", "الفني وصل بعد الموعد بـ$late ساعات ولم يعتذر"],
        "wifi-evening" or "speed-low" or "outage" or "router" => ["الواي فاي {ينقطع/بطيء جداً} كل مساء بعد الساعة {السابعة/الثامنة}", "لا يوجد إنترنت {من الصبح/منذ $daysn أيام}", "أدفع مقابل $speed وأحصل على $low", "الراوتر {يطفأ لوحده/قديم ولا يصل للغرف}"],
        "first-bill" or "double-charge" or "refund-late" => ["الفاتورة الأولى مضاعفة: $double بدل $price", "خصموا مني مرتين ولا أحد يشرح", "وعدوني بإرجاع $small شيكل ولم يصل شيء"],
        "price-rise" or "price-high" or "leaving-price" => ["رفعتم السعر $rise شيكل بدون سبب", "الزبون الجديد يدفع أقل مني بعد $yearsn سنوات"],
        "ask-password" or "ask-bill-date" or "ask-upgrade" or "ask-hours" or "ask-visit" => ["كيف أغيّر كلمة سر الواي فاي؟", "متى {يصل الفني/تنزل الفاتورة/يفتح الفرع}؟", "هل يوجد ألياف في {حارتنا/قريتنا}؟"],
        "request-invoice" or "request-fixed-ip" or "request-mesh" or "request-details" or "request-language" => ["أريد {فاتورة الشهر الماضي/خدمة بالعربية/مقوي شبكة}", "أرجو تحديث {رقم الهاتف/العنوان/بطاقة الائتمان}"],
        "idea" => ["أقترح أن {ترسلوا رسالة قبل وصول الفني/يكون الموقع بالعربية أيضاً}"],
        "cancel-hard" or "leaving-service" or "leaving-moved" or "leaving-speed" or "leaving-competitor" => ["أريد إلغاء الاشتراك و{لا أحد يساعد/كل مرة يحولونني}", "أطلب فصل الخط"],
        "call-waiting" or "repeat-contact" or "rude-agent" or "branch-queue" or "moving-bad" or "joining-promised" or "article-bad" => ["انتظرت $wait دقيقة على الهاتف", "اتصلت {ثلاث/أربع/خمس} مرات على نفس المشكلة", "لا أحد يتحدث العربية في {المساء/المركز}"],
        "tech-good" => ["الفني وصل {على الموعد/قبل الموعد} و{شرح كل شيء/عمل بنظافة}", "تركيب {سريع/نظيف} والفني {محترم/خبير}"],
        _ => ["الموظف كان {لطيفاً/محترماً/مهنياً/صبوراً} وحل المشكلة {بسرعة/فوراً}", "إنترنت {سريع وثابت/ممتاز بدون انقطاع}", "تعامل {راقٍ/محترم} و{سرعة/صبر}"],
    };

    private static string[] Russian(string about) => about switch
    {
        "tech-late" or "no-show" or "tech-poor" => ["Техник опоздал на $late часа", "Ждали техника {весь день/всё утро}, {никто не пришёл/опоздал на $late часа}", "Мастер пришёл на $late часа позже и даже не извинился"],
        "wifi-evening" or "speed-low" or "outage" or "router" => ["Каждый вечер после {семи/восьми} интернет {пропадает/еле ползёт}", "Плачу за $speed, получаю $low", "Нет интернета {с утра/уже $daysn дня}", "Роутер {сам перезагружается/греется/не достаёт до спальни}"],
        "first-bill" or "double-charge" or "refund-late" => ["Первый счёт вдвое больше: $double вместо $price", "Списали деньги дважды, никто не объясняет", "Обещали вернуть $small шекелей и не вернули"],
        "price-rise" or "price-high" or "leaving-price" => ["Цену подняли на $rise шекелей без причины", "Новые клиенты платят меньше, чем мы после $yearsn лет"],
        "ask-password" or "ask-bill-date" or "ask-upgrade" or "ask-hours" or "ask-visit" => ["Как {поменять пароль/посмотреть счёт/перейти на другой тариф}?", "Когда {придёт техник/спишут деньги/открыт филиал}?", "Есть ли у вас кто-нибудь, кто говорит по-русски?"],
        "request-invoice" or "request-fixed-ip" or "request-mesh" or "request-details" or "request-language" => ["Пришлите, пожалуйста, {счёт на русском/квитанцию за прошлый месяц}", "Нужен {усилитель сигнала/новый роутер}", "Прошу изменить {телефон/адрес/карту}"],
        "idea" => ["Было бы удобно {получать СМС перед приходом техника/видеть очередь на сайте}"],
        "cancel-hard" or "leaving-service" or "leaving-moved" or "leaving-speed" or "leaving-competitor" => ["Хочу отключиться, {никто не помогает/перекидывают от одного к другому}", "Прошу закрыть договор"],
        "call-waiting" or "repeat-contact" or "rude-agent" or "branch-queue" or "moving-bad" or "joining-promised" or "article-bad" => ["Ждали на линии $wait минут", "Звоним {третий/четвёртый/пятый} раз по одному вопросу", "Вечером отвечают грубо и бросают трубку"],
        "tech-good" => ["Техник пришёл {вовремя/даже раньше} и {всё настроил/всё объяснил/убрал за собой}", "Установка {быстрая/аккуратная}, мастер {вежливый/знает своё дело}"],
        _ => ["Нам {очень вежливо/терпеливо/быстро} {помогли/ответили}, всё {объяснили/решили}", "Интернет {быстрый и стабильный/работает без перебоев}", "Всё {сделали за один звонок/настроили сразу/понятно объяснили}"],
    };
}
