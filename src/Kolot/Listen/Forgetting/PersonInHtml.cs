using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Kolot.Listen.Contact;
using Kolot.Listen.Inviting;
using Kolot.Organisation.Customers;
using Kolot.Organisation.People;

namespace Kolot.Listen.Forgetting;

/// <summary>Writes what is held of a person as a page that is read without Kolot, in the reader's language.</summary>
internal static class PersonInHtml
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes it, part by part.</summary>
    public static async Task Write(TextWriter page, HeldPerson held, (IAsyncEnumerable<(string List, object? Item)> Parts, IReadOnlyDictionary<string, string> Named) lists, CancellationToken cancel)
    {
        var culture = CultureInfo.CurrentUICulture;
        var direction = culture.TextInfo.IsRightToLeft ? "rtl" : "ltr";
        await page.WriteAsync(
            $$"""
            <!doctype html><html lang="{{culture.TwoLetterISOLanguageName}}" dir="{{direction}}"><head><meta charset="utf-8"><title>{{Text(held.Asked)}}</title>
            <meta name="viewport" content="width=device-width"><style>body{font:1rem/1.6 system-ui;max-width:46rem;margin:2rem auto;padding-inline:1rem}dt{color:#666}dd{margin:0 0 .4rem}
            article{border-block-start:1px solid #ccc;padding-block:.8rem}time{color:#666}p{white-space:pre-wrap}</style></head><body><h1><bdi>{{Text(held.Asked)}}</bdi></h1><dl>
            """);
        foreach (var identity in held.Identities) await Pair(page, CustomerAttributes.KindName(identity.Kind), identity.Value);
        foreach (var attribute in held.Customer?.Attributes ?? []) await Pair(page, CustomerAttributes.NameOf(attribute.Key), attribute.Value);
        if (held.Customer?.Customer is { } customer) await Pair(page, Words.ForgetKnownAs, $"{customer.Source} / {customer.SourceId}");
        await page.WriteAsync("</dl>");
        await foreach (var (list, item) in lists.Parts.WithCancellation(cancel))
        {
            if (item is null) await page.WriteAsync($"<h2>{Text(lists.Named.GetValueOrDefault(list) ?? Heading(list))}</h2>");
            else if (HeldInvitations.Told(item) is var (at, title, known)) await Article(page, at, title, known);
            else if (item is HeldThing thing) await Thing(page, thing);
            else await Item(page, item);
        }

        await page.WriteAsync("</body></html>");
    }

    private static string Heading(string list) => list switch
    {
        "voices" => Words.ForgetVoices,
        "mentions" => Words.ForgetMentions,
        "refusedRows" => Words.ForgetRefusedRows,
        "files" => Words.ForgetFiles,
        "given" => Words.ForgetGiven,
        "enquiries" => Words.ForgetEnquiries,
        "invitations" => Inviting.Words.HeldInvitations,
        "lists" => Inviting.Words.HeldLists,
        "events" => Inviting.Words.HeldEvents,
        "links" => Words.ForgetLinks,
        "responses" => Words.KeptHalfAnswers,
        _ => Words.ForgetReadBy,
    };

    private static async Task Item(TextWriter page, object item)
    {
        await page.WriteAsync("<article>");
        switch (item)
        {
            case ExportPerson.SaidVoice voice:
                await page.WriteAsync($"<time>{Moment(voice.HeardAt)}</time> <bdi>{Text(string.Join(" · ", new[] { voice.Channel, voice.Touchpoint, voice.Unit, voice.Source, voice.SourceId }.OfType<string>()))}</bdi>");
                if (voice.Score is { } score) await page.WriteAsync($" <b dir=\"ltr\">{score.ToString(CultureInfo.CurrentCulture)} ({voice.ScoreLow}–{voice.ScoreHigh})</b>");
                foreach (var text in new[] { voice.Title, voice.Text, voice.Author }.OfType<string>()) await page.WriteAsync($"<p dir=\"auto\">{Text(text)}</p>");
                if (voice.Answers is { } answers) foreach (var answer in answers.EnumerateObject()) await page.WriteAsync($"<p dir=\"auto\">{Text(answer.Name)}: {Text(answer.Value.ToString())}</p>");
                if (voice.Notice.Count > 0) await page.WriteAsync($"<p>{Text(Words.NoticeThen)}: <bdi>{Text(string.Join(", ", voice.Notice))}</bdi></p>");
                foreach (var before in voice.Before) await page.WriteAsync($"<p dir=\"auto\"><s>{Text(JsonSerializer.Serialize(before, Json))}</s></p>");
                break;
            case ExportPerson.Mentioned mention:
                await page.WriteAsync($"<time>{Moment(mention.HeardAt)}</time>");
                foreach (var words in mention.Words) await page.WriteAsync($"<p dir=\"auto\">… {Text(words)} …</p>");
                break;
            case ExportPerson.RowHeld row:
                await page.WriteAsync($"<bdi>{Text(row.File)}</bdi>, {row.Line}<p dir=\"auto\">{Text(string.Join(" | ", row.Cells))}</p>");
                break;
            case ExportPerson.FileGiven given:
                await page.WriteAsync($"<a href=\"{Text(Uri.EscapeDataString(given.File).Replace("%2F", "/", StringComparison.Ordinal))}\"><bdi>{Text(given.File)}</bdi></a>");
                break;
            case HeldEnquiry enquiry:
                await page.WriteAsync($"<time>{Moment(enquiry.At)}</time> <bdi>{Text(string.Join(" · ", new[] { enquiry.Number, enquiry.Name, enquiry.Mail, enquiry.Phone }.OfType<string>()))}</bdi>");
                foreach (var text in enquiry.Steps.Select(step => step.Answer).Append(enquiry.Consent).OfType<string>()) await page.WriteAsync($"<p dir=\"auto\">{Text(text)}</p>");
                break;
            case ExportPerson.LinkMade link:
                await Answers(page, link.MadeAt, link.Survey, link.Known);
                break;
            case ExportPerson.ResponseHeld response:
                await Answers(page, response.BegunAt, response.Survey, response.Given);
                break;
            case ExportPerson.FileHeld file:
                await page.WriteAsync($"<time>{Moment(file.UploadedAt)}</time> <bdi>{Text(file.File)}</bdi>");
                break;
            case ExportPerson.ReadLine line:
                await page.WriteAsync($"<time>{Moment(line.At)}</time> <bdi>{Text(line.By)}</bdi>: {Text(ShowLog.Say(line.Act))}");
                break;
        }

        await page.WriteAsync("</article>");
    }

    private static async Task Thing(TextWriter page, HeldThing thing)
    {
        await page.WriteAsync($"<article><time>{Moment(thing.At)}</time> <bdi>{Text(thing.Name)}</bdi>");
        foreach (var text in thing.Known.Select(known => $"{known.Key}: {known.Value}").Concat(thing.Words)) await page.WriteAsync($"<p dir=\"auto\">{Text(text)}</p>");
        await page.WriteAsync("</article>");
    }

    private static async Task Article(TextWriter page, DateTime? at, string title, JsonElement known)
    {
        await page.WriteAsync("<article>");
        await Answers(page, at, title, known);
        await page.WriteAsync("</article>");
    }

    private static async Task Answers(TextWriter page, DateTime? at, string survey, JsonElement given)
    {
        await page.WriteAsync($"{(at is { } moment ? $"<time>{Moment(moment)}</time> " : "")}<bdi>{Text(survey)}</bdi>");
        foreach (var one in given.EnumerateObject())
            await page.WriteAsync($"<p dir=\"auto\">{Text(one.Name)}: {Text(one.Value.ValueKind == JsonValueKind.Array ? string.Join(", ", one.Value.EnumerateArray()) : one.Value.ToString())}</p>");
    }

    private static Task Pair(TextWriter page, string name, string value) => page.WriteAsync($"<dt>{Text(name)}</dt><dd><bdi>{Text(value)}</bdi></dd>");

    private static string Text(string text) => Html.Encode(text);

    private static string Moment(DateTime at) => Text(at.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture));
}
