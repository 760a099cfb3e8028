using System.Text.RegularExpressions;
using Kolot.Core;
using Kolot.Core.Benchmarks;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Studies;

/// <summary>Begins a study with everything a contact-us study needs, so that it can be changed rather than invented.</summary>
public sealed partial class BeginStudy(Stores stores, Log log, TimeProvider clock)
{
    // Made ones leave room for a number after them.
    private const int LongestCode = 36;

    // Where pages of their own stand in the place of a study's.
    private static readonly string[] Reserved = ["new", "file", "import", "times"];

    /// <summary>What is asked.</summary>
    /// <param name="Name">What it is called.</param>
    /// <param name="NameEn">The same in English.</param>
    /// <param name="Code">By what it is known in addresses; the next that is free where nobody cares.</param>
    public sealed record Request(string? Name, string? NameEn, string? Code);

    /// <summary>Begins it.</summary>
    public async Task<Result<Study>> Run(Member member, Request request, CancellationToken cancel)
    {
        var faults = new List<Fault>();
        var name = PlainText.Of(request.Name, DesignCheck.LongestName, "name", faults);
        if (name is null) faults.Add(new("name", "required"));
        var nameEn = PlainText.Of(request.NameEn, DesignCheck.LongestName, "nameEn", faults);
        var typed = request.Code?.Trim().ToLowerInvariant() is { Length: > 0 } given ? given : null;
        if (typed is not null && !Code().IsMatch(typed)) faults.Add(new("code", "not_a_code"));
        if (faults.Count > 0 || name is null) return new Refusal.Invalid(faults);
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        // Whoever presses twice may reach two nodes: the second waits here until the first is kept.
        await store.Profiles.ExecuteUpdateAsync(set => set.SetProperty(one => one.Name, one => one.Name), cancel);
        if (typed is null && await Same(store, member, (name, nameEn), cancel) is { } begun) return begun;
        var code = typed ?? await Free(store, CodeOf(nameEn), cancel);
        if (Reserved.Contains(code) || await store.Studies.AnyAsync(row => row.Code == code, cancel)) return new Refusal.Invalid("code", "taken");
        var now = clock.GetUtcNow();
        var study = new Study { Id = Guid.CreateVersion7(now), Code = code, Name = name, NameEn = nameEn, Design = StudyJson.Write(ReadyStudy.Design), BegunAt = now.UtcDateTime, BegunBy = member.Id };
        store.Studies.Add(study);
        // Listed by their ids: a moment apart, they stay in order.
        store.StudyScenarios.AddRange(ReadyStudy.Scenarios.Select((ready, at) => new StudyScenario
        {
            Id = Guid.CreateVersion7(now.AddMilliseconds(at)), StudyId = study.Id, Name = Here(ready.Name), Persona = Here(ready.Persona), Wordings = StudyJson.Write<IReadOnlyList<string>>([.. ready.Wordings.Select(Here)]),
        }));
        store.StudyForms.Add(new() { StudyId = study.Id, Number = 1, Content = StudyJson.Write(ReadyStudy.Form), WrittenAt = now.UtcDateTime, WrittenBy = member.Id });
        log.Write(store, member, "study.begun", code);
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return study;
    }

    /// <summary>The page, and what is posted from it.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/studies/new", () => new RazorComponentResult<BeginPage>()).NeedsWholeReach(Right.RunStudies);
        organisation.MapPost("/studies", async (HttpContext context, Visit visit, BeginStudy act, Notices notices) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var request = new Request(form["name"], form["nameEn"], form["code"]);
            var done = await act.Run(visit.Here, request, context.RequestAborted);
            if (done.Refused) return (IResult)new RazorComponentResult<BeginPage>(new { Typed = request, Faults = Faults.Of(done.Refusal, Words.ResourceManager) }) { StatusCode = Problems.StatusOf(done.Refusal) };
            notices.Leave(Words.Begun);
            return Redirects.SeeOther(visit.Path($"studies/{done.Value.Code}/design"));
        }).NeedsWholeReach(Right.RunStudies);
    }

    // Pressed once more after the back button: it is the study that was begun, as long as nothing was done in it.
    private async Task<Study?> Same(OrganisationStore store, Member member, (string Name, string? English) called, CancellationToken cancel)
    {
        var lately = clock.GetUtcNow().UtcDateTime - TimeSpan.FromHours(1);
        return await store.Studies.AsNoTracking().FirstOrDefaultAsync(row => row.Kind == StudyKind.Shopped && row.State == StudyState.Draft && row.Name == called.Name && row.NameEn == called.English && row.BegunBy == member.Id && row.Revision == 0 && row.Version == 0 && row.BegunAt > lately, cancel);
    }

    private static string Here(Wording text) => text.For(Language.Here, ["he"]);

    private static async Task<string> Free(OrganisationStore store, string wanted, CancellationToken cancel)
    {
        string[] taken = [.. Reserved, .. await store.Studies.Where(row => row.Code.StartsWith(wanted)).Select(row => row.Code).ToListAsync(cancel)];
        return Enumerable.Range(1, taken.Length + 1).Select(number => number == 1 ? wanted : $"{wanted}-{number}").First(code => !taken.Contains(code));
    }

    // It stands in the address of what is published. Of other letters than Latin none is made.
    private static string CodeOf(string? english)
    {
        var letters = Between().Replace(english?.ToLowerInvariant() ?? "", "-").Trim('-');
        return letters.Length == 0 ? "study" : letters[..Math.Min(letters.Length, LongestCode)].TrimEnd('-');
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Between();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,39}\z")]
    private static partial Regex Code();
}
