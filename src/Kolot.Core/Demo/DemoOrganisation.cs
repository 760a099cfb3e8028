using Kolot.Core.Organisation;

namespace Kolot.Core.Demo;

/// <summary>A unit of the demonstration organisation.</summary>
public sealed record DemoUnit(string Code, string Name, string NameEn, string? Parent);

/// <summary>A channel of the demonstration organisation.</summary>
public sealed record DemoChannel(string Code, string Name, string NameEn, string Icon, double PlannedShare);

/// <summary>A stage of its journey, with its touchpoints.</summary>
public sealed record DemoStage(string Code, string Name, string NameEn, IReadOnlyList<DemoTouchpoint> Touchpoints);

/// <summary>A touchpoint.</summary>
public sealed record DemoTouchpoint(string Code, string Name, string NameEn);

/// <summary>A member of the cast.</summary>
public sealed record DemoMember(string Name, string NameEn, string Mail, Role Role, Reach Reach, string Unit);

/// <summary>Shaked Net, an internet provider that does not exist: its units, channels, journey and people.</summary>
public static class DemoOrganisation
{
    /// <summary>Its name in addresses.</summary>
    public const string Code = "shaked";

    /// <summary>Its name.</summary>
    public const string Name = "שקד אינטרנט";

    /// <summary>Its name in English.</summary>
    public const string NameEn = "Shaked Net";

    /// <summary>The units, parents first.</summary>
    public static IReadOnlyList<DemoUnit> Units { get; } =
    [
        new("all", Name, NameEn, null),
        new("north", "מחוז צפון", "North", "all"),
        new("centre", "מחוז מרכז", "Centre", "all"),
        new("south", "מחוז דרום", "South", "all"),
        new("jerusalem", "מחוז ירושלים", "Jerusalem", "all"),
        new("service", "מערך השירות", "Service", "all"),
        new("haifa", "סניף חיפה", "Haifa branch", "north"),
        new("karmiel", "סניף כרמיאל", "Karmiel branch", "north"),
        new("nazareth", "סניף נצרת", "Nazareth branch", "north"),
        new("tech-north-a", "טכנאים צפון א", "Technicians North A", "north"),
        new("tech-north-b", "טכנאים צפון ב", "Technicians North B", "north"),
        new("tel-aviv", "סניף תל אביב", "Tel Aviv branch", "centre"),
        new("ramat-gan", "סניף רמת גן", "Ramat Gan branch", "centre"),
        new("rishon", "סניף ראשון לציון", "Rishon LeZion branch", "centre"),
        new("netanya", "סניף נתניה", "Netanya branch", "centre"),
        new("tech-centre-a", "טכנאים מרכז א", "Technicians Centre A", "centre"),
        new("tech-centre-b", "טכנאים מרכז ב", "Technicians Centre B", "centre"),
        new("tech-centre-c", "טכנאים מרכז ג", "Technicians Centre C", "centre"),
        new("beer-sheva", "סניף באר שבע", "Beer Sheva branch", "south"),
        new("ashdod", "סניף אשדוד", "Ashdod branch", "south"),
        new("eilat", "סניף אילת", "Eilat branch", "south"),
        new("tech-south-a", "טכנאים דרום א", "Technicians South A", "south"),
        new("tech-south-b", "טכנאים דרום ב", "Technicians South B", "south"),
        new("jerusalem-city", "סניף ירושלים", "Jerusalem branch", "jerusalem"),
        new("modiin", "סניף מודיעין", "Modiin branch", "jerusalem"),
        new("tech-jerusalem", "טכנאים ירושלים", "Technicians Jerusalem", "jerusalem"),
        new("cc-morning", "מוקד שירות, צוות בוקר", "Contact centre, morning team", "service"),
        new("cc-evening", "מוקד שירות, צוות ערב", "Contact centre, evening team", "service"),
        new("cc-technical", "מוקד תמיכה טכנית", "Technical support team", "service"),
        new("cc-billing", "מוקד חשבונות", "Billing team", "service"),
        new("cc-retention", "מוקד שימור", "Retention team", "service"),
        new("digital", "צוות דיגיטל", "Digital team", "service"),
    ];

    /// <summary>The channels.</summary>
    public static IReadOnlyList<DemoChannel> Channels { get; } =
    [
        new("survey", "סקרים", "Surveys", "survey", 0.50),
        new("form", "טופס פנייה", "Contact form", "survey", 0.06),
        new("mail", "דואר אלקטרוני", "Mail", "mail", 0.06),
        new("whatsapp", "וואטסאפ", "WhatsApp", "chat", 0.09),
        new("message", "מסרונים", "Text messages", "chat", 0.03),
        new("social", "רשתות חברתיות", "Social networks", "net", 0.03),
        new("call", "שיחות טלפון", "Phone calls", "phone", 0.14),
        new("letter", "מכתבים", "Letters", "mail", 0.01),
        new("branch", "תצפיות בסניף", "Observations at a branch", "branch", 0.02),
        new("team", "קול מן הצוות", "Voices from the team", "team", 0.04),
        new("review", "אתרי ביקורת", "Review sites", "net", 0.02),
        new("mystery", "לקוח סמוי", "Mystery customer", "find", 0.01),
    ];

    /// <summary>The journey.</summary>
    public static IReadOnlyList<DemoStage> Journey { get; } =
    [
        new("discovery", "היכרות ובירור", "Finding out",
            [new("website", "אתר ועמודי מידע", "Website"), new("enquiry", "בירור לפני הצטרפות", "Enquiry")]),
        new("joining", "הצטרפות", "Joining",
            [new("sale", "שיחת מכירה או ביקור בסניף", "Sale"), new("contract", "הזמנה וחוזה", "Order and contract")]),
        new("delivery", "התקנה", "Installation",
        [
            new("scheduling", "תיאום מועד", "Scheduling"), new("technician-visit", "ביקור טכנאי", "Technician visit"),
            new("first-use", "הפעלה ראשונה", "First use"),
        ]),
        new("use", "שימוש", "Use",
        [
            new("product", "הגלישה עצמה", "The connection itself"), new("router", "נתב ורשת ביתית", "Router and home network"),
            new("self-service", "אזור אישי ומאמרי עזרה", "Personal area and help articles"), new("branch-visit", "ביקור בסניף", "Branch visit"),
        ]),
        new("support", "תמיכה", "Support",
        [
            new("service-call", "שיחה למוקד", "Call to the centre"), new("service-message", "פנייה בהתכתבות", "Written enquiry"),
            new("repair", "תיקון תקלה", "Repair"),
        ]),
        new("billing", "חשבון ותשלום", "Billing",
        [
            new("first-bill", "החשבון הראשון", "First bill"), new("bill", "חשבון חודשי", "Monthly bill"),
            new("price-notice", "הודעה על שינוי מחיר", "Notice of a price change"), new("refund", "זיכוי והחזר", "Credit and refund"),
        ]),
        new("moving", "מעבר דירה", "Moving home", [new("moving-order", "העברת הקו לכתובת חדשה", "Moving the line")]),
        new("renewal", "חידוש", "Renewal", [new("plan-change", "שינוי מסלול", "Change of plan")]),
        new("leaving", "עזיבה", "Leaving", [new("cancellation", "בקשת ניתוק", "Cancellation"), new("farewell", "החזרת ציוד", "Return of equipment")]),
    ];

    /// <summary>The cast, who can sign in.</summary>
    public static IReadOnlyList<DemoMember> Cast { get; } =
    [
        new("תמר וייס", "Tamar Weiss", "tamar@shaked.example", Role.Owner, Reach.All, "all"),
        new("יואב מזרחי", "Yoav Mizrahi", "yoav@shaked.example", Role.Manager, Reach.Subtree, "service"),
        new("נועה ברק", "Noa Barak", "noa@shaked.example", Role.Agent, Reach.Team, "cc-evening"),
        new("דניאל חדד", "Daniel Hadad", "daniel@shaked.example", Role.Agent, Reach.Team, "beer-sheva"),
        new("מאיה פרידמן", "Maya Friedman", "maya@shaked.example", Role.Analyst, Reach.All, "all"),
        new("אורי כץ", "Uri Katz", "uri@shaked.example", Role.Finance, Reach.All, "all"),
        new("ליאן ח'ורי", "Lian Khoury", "lian@shaked.example", Role.Viewer, Reach.Subtree, "north"),
    ];
}
