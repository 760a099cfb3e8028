using System.Globalization;
using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People;

/// <summary>Shows the log and hands it out as a file.</summary>
public sealed class ShowLog(Stores stores, Log log)
{
    private const int OnePage = 50;
    private const int AtOnce = 1000;

    /// <summary>One page of it.</summary>
    /// <param name="Lines">The lines.</param>
    /// <param name="Next">Where the next page begins.</param>
    /// <param name="Names">The names of members that the lines are about.</param>
    public sealed record Part(IReadOnlyList<LogLine> Lines, long? Next, IReadOnlyDictionary<string, string> Names);

    /// <summary>Looks for one page of it.</summary>
    public async Task<Part> Run(Member member, LogSearch search, TimeZoneInfo zone, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        var found = await search.In(store, zone).AsNoTracking().Take(OnePage + 1).ToListAsync(cancel);
        var names = await NamesIn(store, found, cancel);
        return found.Count > OnePage ? new([.. found.Take(OnePage)], found[OnePage - 1].Id, names) : new(found, null, names);
    }

    /// <summary>What was done, in the reader's language; the code itself where it has no words.</summary>
    public static string Say(string act) =>
        Words.ResourceManager.GetString("Act_" + act.Replace('.', '_').Replace('-', '_'), CultureInfo.CurrentUICulture) ?? act;

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/settings/log", async (HttpContext context, ShowLog act, Visit visit) =>
        {
            var search = LogSearch.From(context.Request.Query);
            var part = await act.Run(visit.Here, search, visit.TimeZone, context.RequestAborted);
            return new RazorComponentResult<LogPage>(new { Search = search, Shown = part, Address = Address.Of(context.Request) });
        }).Needs(Right.ReadLog);
        organisation.MapGet("/settings/log.csv", async (HttpContext context, ShowLog act, Visit visit) =>
        {
            var search = LogSearch.From(context.Request.Query) with { Before = null };
            await act.Note(visit.Here, context.Request.QueryString.Value, context.RequestAborted);
            return Results.Stream(
                body => act.Write(body, visit.Here, search, visit.TimeZone, context.RequestAborted), "text/csv; charset=utf-8", $"{visit.Organisation}-log.csv");
        }).Needs(Right.ReadLog);
    }

    private static async Task<Dictionary<string, string>> NamesIn(OrganisationStore store, IReadOnlyList<LogLine> lines, CancellationToken cancel)
    {
        var ids = lines.Select(line => Guid.TryParse(line.Subject, out var id) ? id : Guid.Empty).Distinct().ToList();
        var names = await store.Members.AsNoTracking().Where(member => ids.Contains(member.Id)).ToDictionaryAsync(member => member.Id.ToString(), member => member.Name, cancel);
        foreach (var link in await store.JoinLinks.AsNoTracking().Where(link => ids.Contains(link.Id)).Select(link => new { link.Id, link.Mail }).ToArrayAsync(cancel))
            names[link.Id.ToString()] = link.Mail;
        return names;
    }

    private async Task Note(Member member, string? search, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        log.Write(store, member, "log.exported", detail: new { search });
        await store.SaveChangesAsync(cancel);
    }

    // Page by page, so that a long log needs no more memory than a short one.
    private async Task Write(Stream body, Member member, LogSearch search, TimeZoneInfo zone, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writer = new StreamWriter(body, CsvFile.Encoding);
        await writer.WriteAsync(CsvFile.Line(["at", "by", "by_id", "act", "subject", "detail", "from"]));
        for (long? before = null; ;)
        {
            var lines = await (search with { Before = before }).In(store, zone).AsNoTracking().Take(AtOnce).ToListAsync(cancel);
            foreach (var line in lines) await writer.WriteAsync(CsvFile.Line(CellsOf(line)));
            if (lines.Count < AtOnce) return;
            before = lines[^1].Id;
        }
    }

    private static string?[] CellsOf(LogLine line) =>
    [
        line.At.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), line.ByName, line.By?.ToString(), line.Act, line.Subject, line.Detail, line.From,
    ];
}
