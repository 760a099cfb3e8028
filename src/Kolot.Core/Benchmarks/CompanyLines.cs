namespace Kolot.Core.Benchmarks;

/// <summary>A line of a list of companies.</summary>
/// <param name="Number">Which line of the file, from 1.</param>
/// <param name="Company">What it says, tidied.</param>
/// <param name="Faults">What is wrong with it; none where it can be kept.</param>
public sealed record CompanyLine(long Number, CompanyDraft Company, IReadOnlyList<Fault> Faults);

/// <summary>Reads lists of companies: a table with a line of headings.</summary>
public static class CompanyLines
{
    /// <summary>The most companies of a study.</summary>
    public const int Most = 10_000;

    private static readonly string[] Yes = ["1", "true", "yes", "x", "v", "כן", "אנחנו", "ours", "us"];

    private static readonly (string Field, string[] Names)[] Headings =
    [
        ("name", ["name", "company", "שם", "חברה", "שם החברה"]), ("name_en", ["name_en", "english", "english name", "name in english", "שם באנגלית", "אנגלית"]), ("industry", ["industry", "sector", "ענף", "תחום"]),
        ("industry_en", ["industry_en", "industry in english", "english industry", "sector_en", "ענף באנגלית", "הענף באנגלית", "תחום באנגלית"]),
        ("ours", ["ours", "us", "this is us", "אנחנו", "שלנו", "אלה אנחנו"]), ("contact_form", ["contact_form", "contact form", "form", "site", "url", "טופס באתר", "טופס פנייה", "טופס", "אתר"]), ("mail", ["mail", "email", "e-mail", "דואר", "דואר אלקטרוני", "מייל", "דוא\"ל", "דוא״ל"]),
        ("phone", ["phone", "telephone", "טלפון"]), ("whatsapp", ["whatsapp", "וואטסאפ", "ווטסאפ"]), ("social", ["social", "social network", "רשת חברתית", "רשתות"]), ("chat", ["chat", "צ'אט", "צ׳אט"]), ("branch", ["branch", "branch visit", "סניף", "ביקור בסניף"]),
    ];

    /// <summary>The headings, in order, as they are told to whoever makes a file.</summary>
    public static IReadOnlyList<string> Columns { get; } = [.. Headings.Select(heading => heading.Field)];

    /// <summary>The headings that say nothing here: what stands below them is not taken.</summary>
    public static IReadOnlyList<string> Unknown(IReadOnlyList<(long Number, IReadOnlyList<string> Cells)> rows) => rows.Count == 0 ? [] : [.. rows[0].Cells.Select(heading => heading.Trim()).Where(heading => heading.Length > 0 && FieldOf(heading) is null)];

    /// <summary>Reads a table, and tells line by line what is wrong with it.</summary>
    /// <param name="rows">Its rows with their numbers, the headings first.</param>
    /// <param name="there">The names of the companies that the study has, and whether one of them is the organisation itself.</param>
    /// <param name="own">What the organisation is called: a line of that name is the organisation itself, where the study has it not yet and no other line says that it is.</param>
    /// <returns>The lines, or why it is no such table.</returns>
    public static Result<IReadOnlyList<CompanyLine>> Read(IReadOnlyList<(long Number, IReadOnlyList<string> Cells)> rows, (IReadOnlyCollection<string> Names, bool Ours) there, IReadOnlyCollection<string> own)
    {
        if (rows.Count == 0) return new Refusal.Invalid("text", "required");
        string?[] fields = [.. rows[0].Cells.Select(FieldOf)];
        if (!fields.Contains("name")) return new Refusal.Invalid("text", "no_name_column");
        if (rows.Count == 1) return new Refusal.Invalid("text", "only_headings");
        if (rows.Count - 1 + there.Names.Count > Most) return new Refusal.Invalid("text", "too_many");
        var (known, listed) = (new HashSet<string>(there.Names, StringComparer.OrdinalIgnoreCase), new HashSet<string>(StringComparer.OrdinalIgnoreCase));
        var (ours, lines, read) = (there.Ours, new List<CompanyLine>(), rows.Skip(1).Select(row => (row.Number, Read: DraftOf(fields, row.Cells).Read())).ToList());
        var said = ours || read.Any(line => line.Read.Company.Ours);
        foreach (var (number, (company, wrong)) in read)
        {
            var (draft, faults) = (company with { Ours = company.Ours || (!said && company.IsCalled(own)) }, wrong.ToList());
            if (draft.Name is { } name && known.Contains(name)) faults.Add(new("name", "there_already"));
            else if (draft.Name is { } again && listed.Contains(again)) faults.Add(new("name", "twice_in_list"));
            if (draft.Ours && ours) faults.Add(new("ours", "ours_already"));
            lines.Add(new(number, draft, faults));
            if (faults.Count > 0) continue;
            // A line with faults takes its name from nobody: the next one may be the right one.
            listed.Add(draft.Name!);
            ours |= draft.Ours;
        }

        return lines;
    }

    private static string? FieldOf(string heading) => heading.Trim().ToLowerInvariant() is var asked ? Headings.FirstOrDefault(one => one.Names.Contains(asked)).Field : null;

    private static CompanyDraft DraftOf(string?[] fields, IReadOnlyList<string> cells)
    {
        string? Cell(string field) => Array.IndexOf(fields, field) is >= 0 and var at && at < cells.Count ? cells[at] : null;
        var addresses = Enum.GetValues<ProbeChannel>().Select(channel => (Channel: channel, Text: Cell(CompanyDraft.FieldOf(channel)))).Where(one => !string.IsNullOrWhiteSpace(one.Text));
        return new(Cell("name"), Cell("name_en"), Cell("industry"), Cell("ours")?.Trim().ToLowerInvariant() is { } said && Yes.Contains(said), addresses.ToDictionary(one => one.Channel, one => one.Text!)) { IndustryEn = Cell("industry_en") };
    }
}
