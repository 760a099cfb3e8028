using System.Globalization;
using System.Text.RegularExpressions;
using Kolot.Core;
using Kolot.Core.Benchmarks;
using Kolot.Core.Calendars;
using Kolot.Core.Listen.Importing;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Kolot.Listen;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Findings;

/// <summary>Makes a study of times that are known from elsewhere: who was asked when, and answered when. Faults are told line by line, and nothing of what was given is lost.</summary>
public sealed partial class BringTimes(Stores stores, TimeProvider clock, Log log)
{
    /// <summary>The most rows of a file.</summary>
    public const int MostRows = 200_000;

    // Larger than a list of companies, and still in one go.
    internal const int Largest = 20_000_000;

    private const int LongestName = 200;
    private const double MsPerMinute = 60_000;

    /// <summary>What is asked.</summary>
    public sealed record Request
    {
        /// <summary>What the study is called, in Hebrew and in English.</summary>
        public string? Name { get; init; }

        /// <inheritdoc cref="Name"/>
        public string? NameEn { get; init; }

        /// <summary>From where the times are.</summary>
        public string? Source { get; init; }

        /// <summary>In which columns they stand.</summary>
        public required StudyColumns Columns { get; init; }

        /// <summary>Until the end of which day everybody was watched, where no column says it.</summary>
        public string? Watched { get; init; }

        /// <summary>The table, its headers first.</summary>
        public required string Text { get; init; }
    }

    /// <summary>Makes it.</summary>
    public async Task<Result<Study>> Run(Member member, Request request, TimeZoneInfo zone, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (Read(request, zone, now) is var read && read.Refusal is { } refusal) return refusal;
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var rule = OutcomeRule.Usual with { NeverAfterMinutes = 525_600 };
        var source = request.Source?.Trim() is { Length: > 0 } told ? Wording.None.With(Language.Here, told) : Wording.None;
        var study = new Study
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), Code = await Free(store, cancel), Name = request.Name?.Trim() ?? "", NameEn = string.IsNullOrWhiteSpace(request.NameEn) ? null : request.NameEn.Trim(), Kind = StudyKind.Times, State = StudyState.Fielded,
            Design = StudyJson.Write(new StudyDesign(Wording.Of("כמה זמן ממתינים לתשובה?", "How long does one wait for an answer?"), rule, []) { AnsweredOnly = read.Value.AllAnswered, InDays = read.Value.InDays, RatedTwice = 0, Source = source, Names = NamesShown.All }),
            BegunAt = now, BegunBy = member.Id,
        };
        store.Studies.Add(study);
        Rows(store, study, read.Value, (zone, now));
        log.Write(store, member, "study.times", study.Code, new { count = read.Value.Rows.Count });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return study;
    }

    private static Result<StudyFile> Read(Request request, TimeZoneInfo zone, DateTime now)
    {
        var faults = new List<Fault>();
        if (string.IsNullOrWhiteSpace(request.Name)) faults.Add(new("name", "required"));
        if (request.Name?.Length > LongestName || request.NameEn?.Length > LongestName) faults.Add(new("name", "too_long"));
        DateTime? until = null;
        if (!string.IsNullOrWhiteSpace(request.Watched))
        {
            if (DateOnly.TryParseExact(request.Watched.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) until = StudyFile.WatchedOf(day, (zone, now));
            else faults.Add(new("watched", "not_a_date"));
        }

        if (string.IsNullOrWhiteSpace(request.Text)) faults.Add(new("text", "required"));
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        if (GivenTable.Rows(request.Text) is not { Count: > 1 } rows) return new Refusal.Invalid("text", "no_rows");
        if (rows.Count > MostRows) return new Refusal.Invalid("text", "too_many");
        return StudyFile.Read(rows[0].Cells, [.. rows.Skip(1).Select(row => (row.Number, row.Cells))], request.Columns, (zone, now), until);
    }

    private static void Rows(OrganisationStore store, Study study, StudyFile file, (TimeZoneInfo Zone, DateTime Now) clock)
    {
        store.ChangeTracker.AutoDetectChangesEnabled = false;
        var days = file.Rows.Select(row => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(row.Asked, clock.Zone))).ToList();
        store.StudyWaves.Add(new() { Id = Guid.CreateVersion7(), StudyId = study.Id, Number = 1, From = days.Min(), Until = days.Max(), ClosedAt = clock.Now });
        var companies = new Dictionary<string, Guid>();
        foreach (var (at, (name, industry)) in file.Companies.Index())
        {
            var company = new StudyCompany { Id = Guid.CreateVersion7(), StudyId = study.Id, Number = at + 1, Name = name, Industry = industry, Addresses = "{}" };
            companies[name] = company.Id;
            store.StudyCompanies.Add(company);
        }

        foreach (var row in file.Rows)
            store.Probes.Add(new()
            {
                Id = Guid.CreateVersion7(), StudyId = study.Id, Wave = 1, CompanyId = companies[row.Company], Channel = ProbeChannel.ContactForm, State = row.State, SentAt = row.Asked, Stated = row.Outcome, Review = ProbeReview.Accepted,
                WaitedFrom = double.IsFinite(row.Minutes.Low) ? (long)(row.Minutes.Low * MsPerMinute) : null, WaitedUntil = row.State == ProbeState.Answered ? (long)(row.Minutes.High * MsPerMinute) : null,
            });
    }

    private static async Task<string> Free(OrganisationStore store, CancellationToken cancel)
    {
        var taken = await store.Studies.Where(row => row.Code.StartsWith("times-")).Select(row => row.Code).ToListAsync(cancel);
        return Enumerable.Range(1, taken.Count + 1).Select(number => $"times-{number}").First(code => !taken.Contains(code));
    }

    /// <summary>The page, and what is posted from it.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/studies/times", () => new RazorComponentResult<TimesPage>()).NeedsWholeReach(Right.RunStudies);
        organisation.MapPost("/studies/times", Post).NeedsWholeReach(Right.RunStudies).WithFormOptions(multipartBodyLengthLimit: 2 * Largest, valueLengthLimit: Largest).WithMetadata(new RequestSizeLimitAttribute(2 * Largest));
    }

    private static async Task<IResult> Post(HttpContext context, Visit visit, BringTimes act)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        string? Typed(string name) => form[name].ToString() is { Length: > 0 } typed ? typed : null;
        var file = form.Files.GetFile("file");
        var text = file is null ? Typed("text") ?? "" : file.Length > 0 ? await GivenTable.TextOf(file, Largest, context.RequestAborted) : "";
        var headings = HeadingsOf(text ?? "");
        // What the form offers is the page's own word; a table that says it as programs do is as good.
        string Column(string field, string label) => Typed(field) is { } typed && (typed != label || headings.Contains(label)) ? typed : field;
        var request = new Request
        {
            Name = Typed("name"), NameEn = Typed("nameEn"), Source = Typed("source"), Watched = Typed("watched"), Text = text ?? "",
            Columns = new(Column("company", Words.Company), Column("asked", Words.AskedAt), Column("answered", Words.AnsweredAt)) { Until = Typed("until"), Industry = Typed("industry"), Dates = Enum.TryParse<DateStyle>(Typed("dates"), out var dates) ? dates : null },
        };
        var done = text is null ? new Refusal.Invalid("file", "no_rows") : await act.Run(visit.Here, request, visit.TimeZone, context.RequestAborted);
        if (done.Refused)
        {
            // A file with nothing to read takes nothing from what was pasted, and what is wrong with a table is told where it came from.
            var faults = Faults.Of(done.Refusal, Words.ResourceManager);
            if (file is not null) faults = faults with { All = [.. faults.All.Select(fault => fault.Field != "text" ? fault : fault.Reason == "required" ? new("file", "empty_file") : fault with { Field = "file" })] };
            return new RazorComponentResult<TimesPage>(new { Typed = string.IsNullOrWhiteSpace(text) ? request with { Text = Typed("text") ?? "" } : request, Faults = faults }) { StatusCode = Problems.StatusOf(done.Refusal) };
        }

        context.RequestServices.GetRequiredService<Notices>().Leave(Words.TimesBrought);
        return Redirects.SeeOther(visit.Path($"studies/{done.Value.Code}"));
    }

    /// <summary>What a table calls its columns.</summary>
    public static IReadOnlyList<string> HeadingsOf(string text) =>
        [.. (GivenTable.Rows(text.TrimStart().Split('\n', 2)[0]) is [var first, ..] ? first.Cells : []).Select(cell => cell.Trim()).Where(cell => cell.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>The line and the column of a fault in the table; null for one of a field.</summary>
    public static (int Line, string Column)? Place(Fault fault) => LineFault().Match(fault.Field) is { Success: true } place ? (int.Parse(place.Groups["line"].ValueSpan, CultureInfo.InvariantCulture), place.Groups["column"].Value) : null;

    [GeneratedRegex(@"\Alines\[(?<line>\d+)\]\.(?<column>\w+)\z")]
    private static partial Regex LineFault();
}
