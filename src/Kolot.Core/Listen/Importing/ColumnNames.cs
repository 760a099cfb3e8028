using System.Text;

namespace Kolot.Core.Listen.Importing;

/// <summary>How columns are called, in Hebrew and English and in the exports that organisations bring.</summary>
internal static class ColumnNames
{
    private static readonly Dictionary<string, ColumnMeaning> Exact = Flat(new()
    {
        [ColumnMeaning.Id] = "id,response id,responseid,respondent id,submission id,request id,tweet id,review id,ticket id,case id,doc id,record id,"
            + "מזהה,מזהה פנייה,מזהה משוב,מספר פנייה,מספר פניה,מספר תשובה,קוד פנייה",
        [ColumnMeaning.HeardAt] = "heard at,date,time,timestamp,created at,createdat,submitted at,submit date,submitdate,recorded date,recordeddate,"
            + "response received at,collected at,review date,date received,end date,enddate,date submitted,"
            + "תאריך,תאריך פנייה,תאריך פניה,מועד,תאריך משוב,תאריך תגובה,תאריך יצירה,חותמת זמן,תאריך ושעה",
        [ColumnMeaning.Text] = "text,comment,comments,verbatim,feedback,review,content,message,body,narrative,description,open ended response,free text,"
            + "טקסט,הערה,הערות,תוכן,תוכן הפנייה,תוכן הפניה,משוב,מלל,מלל חופשי,פירוט,תיאור,תגובה,ביקורת,חוות דעת,תיאור הפנייה",
        [ColumnMeaning.Title] = "title,subject,headline,כותרת,נושא,נושא הפנייה,נושא הפניה",
        [ColumnMeaning.Score] = "score,rating,overall rating,star rating,stars,nps,nps score,csat,ces,satisfaction,satisfaction score,overall,"
            + "ציון,ציון כללי,דירוג,שביעות רצון,ציון שביעות רצון,סבירות להמלצה,ציון המלצה",
        [ColumnMeaning.Kind] = "kind,type,voice kind,סוג,סוג פנייה,סוג פניה,סוג משוב",
        [ColumnMeaning.Channel] = "channel,submitted via,source channel,ערוץ,ערוץ פנייה,ערוץ פניה,אמצעי פנייה",
        [ColumnMeaning.Touchpoint] = "touchpoint,touch point,נקודת מגע",
        [ColumnMeaning.Unit] = "unit,branch,store,location,team,department,site,סניף,יחידה,צוות,מחלקה,חנות,אתר",
        [ColumnMeaning.Author] = "author,agent,employee,agent name,entered by,נציג,נציגה,שם הנציג,שם נציג,עובד,הוזן על ידי",
        [ColumnMeaning.CustomerId] = "customer id,client id,customer number,account id,external reference,externalreference,ext customer id,token,user id,"
            + "מספר לקוח,מזהה לקוח,קוד לקוח,מס לקוח",
        [ColumnMeaning.CustomerName] = "customer name,name,full name,client name,recipientfirstname,recipientlastname,first name,last name,"
            + "שם,שם לקוח,שם הלקוח,שם מלא,שם פרטי,שם משפחה",
        [ColumnMeaning.CustomerMail] = "email,e mail,mail,email address,customer email,recipientemail,person email,דואל,דוא ל,מייל,אימייל,כתובת מייל,דואר אלקטרוני",
        [ColumnMeaning.CustomerPhone] = "phone,phone number,mobile,cell,telephone,customer phone,טלפון,נייד,טלפון נייד,מספר טלפון,סלולרי",
        [ColumnMeaning.Since] = "since,customer since,join date,joined,לקוח מאז,תאריך הצטרפות",
        [ColumnMeaning.Ignore] = "ip address,ipaddress,ipaddr,location latitude,locationlatitude,location longitude,locationlongitude,progress,finished,"
            + "duration in seconds,permalink,collector id,start date,startdate,lastpage,last page,seed,userlanguage,distributionchannel,"
            + "custom data 1,recipient ip,updated at,datestamp",
    });

    private static readonly (string Part, ColumnMeaning Meaning)[] Parts =
    [
        ("how likely", ColumnMeaning.Score), ("recommend", ColumnMeaning.Score), ("מה הסבירות", ColumnMeaning.Score), ("סבירות", ColumnMeaning.Score),
        ("satisf", ColumnMeaning.Score), ("שביעות", ColumnMeaning.Score), ("מרוצה", ColumnMeaning.Score), ("ציון", ColumnMeaning.Score),
        ("overall", ColumnMeaning.Score), ("nps", ColumnMeaning.Score), ("rating", ColumnMeaning.Score), ("score", ColumnMeaning.Score),
        ("email", ColumnMeaning.CustomerMail), ("מייל", ColumnMeaning.CustomerMail), ("דוא\"ל", ColumnMeaning.CustomerMail),
        ("phone", ColumnMeaning.CustomerPhone), ("טלפון", ColumnMeaning.CustomerPhone),
        ("תאריך", ColumnMeaning.HeardAt), ("date", ColumnMeaning.HeardAt), ("created", ColumnMeaning.HeardAt),
        ("comment", ColumnMeaning.Text), ("הער", ColumnMeaning.Text), ("פרט", ColumnMeaning.Text), ("open ended", ColumnMeaning.Text),
        ("דעת", ColumnMeaning.Text), ("ספרו", ColumnMeaning.Text), ("לספר", ColumnMeaning.Text), ("opinion", ColumnMeaning.Text), ("tell us", ColumnMeaning.Text),
        ("why", ColumnMeaning.Text), ("מדוע", ColumnMeaning.Text), ("למה", ColumnMeaning.Text), ("במילים", ColumnMeaning.Text),
        ("סניף", ColumnMeaning.Unit), ("branch", ColumnMeaning.Unit), ("ערוץ", ColumnMeaning.Channel), ("channel", ColumnMeaning.Channel),
    ];

    /// <summary>What a name says, and how surely; null where it says nothing known.</summary>
    public static (ColumnMeaning Meaning, double Confidence)? Of(string header)
    {
        var plain = Plain(header);
        if (Exact.TryGetValue(plain, out var meaning)) return (meaning, 0.95);
        foreach (var (part, likely) in Parts)
            if (plain.Contains(part, StringComparison.Ordinal)) return (likely, 0.6);
        return null;
    }

    // Case, underscores, quotes and other signs are matters of taste.
    private static string Plain(string header)
    {
        var plain = new StringBuilder(header.Length);
        foreach (var letter in header.ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(letter)) plain.Append(letter);
            else if (plain.Length > 0 && plain[^1] != ' ' && letter is not ('"' or '\'' or '״' or '׳')) plain.Append(' ');
        }

        return plain.ToString().TrimEnd();
    }

    private static Dictionary<string, ColumnMeaning> Flat(Dictionary<ColumnMeaning, string> names) => names
        .SelectMany(pair => pair.Value.Split(',').Select(name => (name, pair.Key)))
        .ToDictionary(pair => pair.name, pair => pair.Key);
}
