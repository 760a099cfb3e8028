namespace Kolot.Organisation.Template;

internal sealed record ChannelLine(string Code, string Name, string NameEn, string Icon, double PlannedShare);

internal sealed record StageLine(string Code, string Name, string NameEn, TouchpointLine[] Touchpoints);

internal sealed record TouchpointLine(string Code, string Name, string NameEn);

/// <summary>The lines of the template. Codes are for good: files and the API name things by them.</summary>
internal static class TemplateLines
{
    public static readonly ChannelLine[] Channels =
    [
        new("survey", "סקרים", "Surveys", "survey", 0.25),
        new("form", "טופס פנייה", "Contact form", "survey", 0.10),
        new("mail", "דואר אלקטרוני", "Mail", "mail", 0.08),
        new("message", "הודעות (וואטסאפ ומסרונים)", "Messages (WhatsApp and SMS)", "chat", 0.12),
        new("social", "רשתות חברתיות", "Social networks", "net", 0.05),
        new("call", "שיחות טלפון", "Phone calls", "phone", 0.20),
        new("letter", "מכתבים", "Letters", "mail", 0.01),
        new("branch", "תצפיות בסניף", "Observations at a branch", "branch", 0.04),
        new("team", "קול מן הצוות", "Voices from the team", "team", 0.07),
        new("review", "אתרי ביקורת", "Review sites", "net", 0.05),
        new("mystery", "לקוח סמוי", "Mystery customer", "find", 0.03),
    ];

    public static readonly StageLine[] Stages =
    [
        new("discovery", "היכרות ובירור", "Finding out",
        [
            new("website", "אתר ועמודי מידע", "Website and information pages"),
            new("enquiry", "בירור לפני קנייה", "Enquiry before buying"),
            new("quote", "הצעת מחיר", "Quote"),
        ]),
        new("joining", "הצטרפות", "Joining",
        [
            new("sale", "שיחת מכירה או ביקור בסניף", "Sales call or visit"),
            new("contract", "הזמנה וחוזה", "Order and contract"),
            new("welcome", "קבלת פנים", "Welcome"),
        ]),
        new("delivery", "התקנה ואספקה", "Installation and delivery",
        [
            new("scheduling", "תיאום מועד", "Scheduling"),
            new("technician-visit", "ביקור מתקין או שליח", "Installer or courier visit"),
            new("first-use", "הפעלה ראשונה", "First use"),
        ]),
        new("use", "שימוש", "Use",
        [
            new("product", "המוצר או השירות עצמו", "The product or service itself"),
            new("self-service", "אזור אישי ואפליקציה", "Personal area and app"),
            new("branch-visit", "ביקור בסניף", "Visit to a branch"),
        ]),
        new("support", "תמיכה", "Support",
        [
            new("service-call", "שיחה למוקד השירות", "Call to the service centre"),
            new("service-message", "פנייה בהתכתבות", "Written enquiry"),
            new("repair", "תיקון תקלה", "Repair"),
        ]),
        new("billing", "חשבון ותשלום", "Bill and payment",
        [
            new("bill", "חשבון חודשי", "Monthly bill"),
            new("payment", "תשלום וגבייה", "Payment and collection"),
            new("refund", "זיכוי והחזר", "Credit and refund"),
        ]),
        new("renewal", "חידוש", "Renewal",
        [
            new("renewal-offer", "הצעת חידוש", "Renewal offer"),
            new("plan-change", "שינוי מסלול", "Change of plan"),
        ]),
        new("leaving", "עזיבה", "Leaving",
        [
            new("cancellation", "בקשת ניתוק או ביטול", "Cancellation"),
            new("farewell", "פרידה והחזרת ציוד", "Farewell and return of equipment"),
            new("win-back", "חזרה אלינו", "Coming back"),
        ]),
    ];
}
