namespace Kolot.Core.Demo;

/// <summary>A people's first and family names, with Latin letters for mail addresses.</summary>
internal sealed record NameStock((string Name, string Latin)[] Women, (string Name, string Latin)[] Men, (string Name, string Latin)[] Families);

/// <summary>Names as they are met in Israel.</summary>
internal static class DemoNames
{
    public static readonly NameStock Hebrew = new(
        Pairs("נועה noa;תמר tamar;מאיה maya;שירה shira;יעל yael;אביגיל avigail;מיכל michal;רונית ronit;דנה dana;אורלי orly;הדס hadas;ליאת liat;רחל rachel;שרה sara;אסתר ester;חנה hana;רות ruth;עדי adi;הילה hila;קרן keren;ענת anat;סיגל sigal;אפרת efrat;טלי tali;גלית galit;מירב merav;נטע neta;איילת ayelet;שני shani;לימור limor;אורית orit;ורד vered;בת-אל batel;מורן moran;יפית yafit;דבורה dvora;גילה gila;רינת rinat;אלונה alona;יסמין yasmin;ספיר sapir;עינב einav;חגית hagit;זהבה zehava;מזל mazal"),
        Pairs("יוסף yosef;דוד david;משה moshe;אורי uri;איתי itay;יונתן yonatan;דניאל daniel;עומר omer;נדב nadav;אלון alon;רועי roee;עידן idan;אבי avi;יעקב yaakov;שלמה shlomo;חיים haim;אייל eyal;גיא guy;תומר tomer;ליאור lior;אסף asaf;בועז boaz;מאיר meir;רפאל rafael;שמעון shimon;ניר nir;אמיר amir;יובל yuval;איתמר itamar;צבי zvi;עמית amit;ערן eran;דרור dror;גלעד gilad;מנחם menachem;יצחק itzhak;אליהו eliyahu;נתנאל netanel;אופיר ofir;בר bar;שגיא sagi;עופר ofer;אריאל ariel;קובי kobi;מוטי moti"),
        Pairs("כהן cohen;לוי levi;מזרחי mizrahi;פרץ peretz;ביטון biton;דהן dahan;אברהם avraham;פרידמן friedman;אזולאי azulay;מלכה malka;כץ katz;יוסף yosef;דוד david;עמר amar;אוחיון ohayon;חדד hadad;גבאי gabay;בן-דוד bendavid;אדרי edri;לוין levin;טל tal;קליין klein;חן chen;שפירא shapira;חזן hazan;משה moshe;כרמלי carmeli;בר-לב barlev;גולן golan;שרון sharon;רוזן rosen;הרוש harush;אלבז elbaz;סבג sabag;אשכנזי ashkenazi;גרינברג greenberg;ויצמן weizman;נחום nahum;סגל segal;דיין dayan;ששון sasson;זכאי zakai;צור tzur;אבוטבול abutbul;וקנין vaknin;בוזגלו buzaglo;טולדנו toledano;רביבו revivo;שמש shemesh;נגר nagar;ליפשיץ lifshitz;הלפרין halperin;ברק barak;אלון alon;יפה yafe;אורן oren;שלום shalom;מור mor;פישר fisher;גור gur"));

    public static readonly NameStock Arabic = new(
        Pairs("فاطمة fatma;مريم maryam;ليان lian;نور nour;رنا rana;هبة heba;سمر samar;أمل amal;ياسمين yasmin;دينا dina;منى mona;سلمى salma"),
        Pairs("محمد mohammad;أحمد ahmad;يوسف yousef;عمر omar;خالد khaled;سامي sami;نادر nader;بلال bilal;كريم karim;وليد walid;طارق tareq;جورج george"),
        Pairs("خوري khoury;حداد haddad;زعبي zoabi;أبو-حسين abuhussein;منصور mansour;جبارين jabarin;مصاروة masarwa;عودة odeh;سليمان suleiman;ناصر nasser;شحادة shehadeh;غنايم ghanaim;بشارة bishara;دراوشة darawsha"));

    public static readonly NameStock ArabicInHebrew = new(
        Pairs("פאטמה fatma;מרים maryam;ליאן lian;נור nour;רנא rana;הבה heba;סמר samar;אמל amal;יסמין yasmin;דינא dina;מונא mona;סלמא salma"),
        Pairs("מוחמד mohammad;אחמד ahmad;יוסף yousef;עומר omar;חאלד khaled;סאמי sami;נאדר nader;בילאל bilal;כרים karim;ואליד walid;טארק tareq;ג'ורג' george"),
        Pairs("ח'ורי khoury;חדאד haddad;זועבי zoabi;אבו-חוסיין abuhussein;מנסור mansour;ג'בארין jabarin;מסארוה masarwa;עודה odeh;סולימאן suleiman;נאסר nasser;שחאדה shehadeh;גנאים ghanaim;בשארה bishara;דראושה darawsha"));

    public static readonly NameStock Russian = new(
        Pairs("Анна anna;Ольга olga;Елена elena;Татьяна tatiana;Наталья natalia;Ирина irina;Светлана svetlana;Юлия yulia;Марина marina;Людмила ludmila"),
        Pairs("Сергей sergey;Дмитрий dmitry;Александр alexander;Игорь igor;Михаил michael;Борис boris;Владимир vladimir;Евгений evgeny;Олег oleg;Леонид leonid"),
        Pairs("Гольдберг goldberg;Рабинович rabinovich;Коган kogan;Левин levin;Фельдман feldman;Шварц schwartz;Вайсман vaisman;Бродский brodsky;Каплан kaplan;Гринберг grinberg;Файнштейн feinstein;Черняк chernyak"));

    public static readonly NameStock RussianInHebrew = new(
        Pairs("אנה anna;אולגה olga;ילנה elena;טטיאנה tatiana;נטליה natalia;אירינה irina;סבטלנה svetlana;יוליה yulia;מרינה marina;לודמילה ludmila"),
        Pairs("סרגיי sergey;דמיטרי dmitry;אלכסנדר alexander;איגור igor;מיכאל michael;בוריס boris;ולדימיר vladimir;יבגני evgeny;אולג oleg;לאוניד leonid"),
        Pairs("גולדברג goldberg;רבינוביץ' rabinovich;קוגן kogan;לוין levin;פלדמן feldman;שוורץ schwartz;וייסמן vaisman;ברודסקי brodsky;קפלן kaplan;גרינברג grinberg;פיינשטיין feinstein;צ'רניאק chernyak"));

    public static readonly NameStock English = new(
        Pairs("Sarah sarah;Rachel rachel;Emily emily;Deborah deborah;Jessica jessica;Rebecca rebecca;Laura laura;Miriam miriam"),
        Pairs("David david;Michael michael;Jonathan jonathan;Benjamin benjamin;Adam adam;Joshua joshua;Daniel daniel;Mark mark"),
        Pairs("Goldstein goldstein;Miller miller;Cooper cooper;Rosenberg rosenberg;Harris harris;Stein stein;Silverman silverman;Green green;Feldman feldman;Brown brown"));

    /// <summary>Given names of those who serve, as customers remember them.</summary>
    public static readonly (string Name, string Latin)[] ServingWomen =
        Pairs("מיטל meital;שירן shiran;לינוי linoy;הודיה hodaya;אולגה olga;נור nour;אלין eileen;שקד shaked;רותם rotem;טליה talya;עדן eden;חן chen;ליהי lihi;סתיו stav;יובל yuval");

    public static readonly (string Name, string Latin)[] ServingMen =
        Pairs("אלעד elad;סרגיי sergey;עומר omer;יניב yaniv;מוחמד mohammad;איציק itzik;תום tom;רון ron;ויקטור victor;נהוראי nehorai;שי shai;אבי avi;פאדי fadi;דור dor;מתן matan");

    private static (string Name, string Latin)[] Pairs(string list) =>
        [.. list.Split(';').Select(pair => pair.Split(' ')).Select(pair => (pair[0].Replace('-', ' '), pair[1]))];
}
