using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Allowances;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Allowances;

/// <summary>Decides what each role may spend at its own judgement: for an incident, and in a month.</summary>
public sealed class SetAllowances(Stores stores, Log log)
{
    /// <summary>Who may be trusted with it: those who answer customers.</summary>
    public static IReadOnlyList<Role> Roles { get; } = [Role.Agent, Role.Manager, Role.Owner];

    /// <summary>What was typed for a role.</summary>
    public sealed record Typed(string Incident, string Month, int Version);

    /// <summary>Saves it, unless somebody changed it meanwhile.</summary>
    public async Task<Result<bool>> Run(Member member, IReadOnlyDictionary<Role, Typed> typed, CancellationToken cancel)
    {
        var (faults, limits) = (new List<Fault>(), new Dictionary<Role, AllowanceLimit>());
        foreach (var (role, one) in typed)
        {
            var read = AllowanceLimit.Read(one.Incident, one.Month);
            if (read.Refusal is Refusal.Invalid wrong) faults.AddRange(wrong.Faults.Select(fault => fault with { Field = $"{role.ToString().ToLowerInvariant()}-{fault.Field}" }));
            else limits[role] = read.Value;
        }

        if (faults.Count > 0) return new Refusal.Invalid(faults);
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var rows = await store.Allowances.ToDictionaryAsync(row => row.Role, cancel);
        foreach (var (role, limit) in limits)
        {
            var row = rows.GetValueOrDefault(role) ?? store.Allowances.Add(new() { Role = role }).Entity;
            if (row.Version != typed[role].Version) return new Refusal.Conflict("changed_meanwhile");
            if ((row.Incident, row.Month) == (limit.Incident, limit.Month)) continue;
            (row.Incident, row.Month, row.Version) = (limit.Incident, limit.Month, row.Version + 1);
            log.Write(store, member, "allowance.changed", role.ToString(), new { row.Incident, row.Month });
        }

        try
        {
            await store.SaveChangesAsync(cancel);
            await writing.Commit(cancel);
        }
        catch (DbUpdateException)
        {
            return new Refusal.Conflict("changed_meanwhile");
        }

        return true;
    }

    /// <summary>Its page.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/settings/allowance", (Visit visit, SetAllowances act, CancellationToken cancel) => act.Page(visit, null, null, cancel)).NeedsWholeReach(Right.SetUp);
        organisation.MapPost("/settings/allowance", async (HttpContext context, Visit visit, SetAllowances act, Notices notices) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var typed = Roles.ToDictionary(role => role, role => role.ToString().ToLowerInvariant() is var name ? new Typed(form[$"{name}-incident"].ToString(), form[$"{name}-month"].ToString(), int.TryParse(form[$"{name}-version"], out var version) ? version : 0) : null!);
            var done = await act.Run(visit.Here, typed, context.RequestAborted);
            if (done.Refused) return await act.Page(visit, typed, done.Refusal, context.RequestAborted);
            notices.Leave(Words.LimitsSaved);
            return Redirects.SeeOther(visit.Path("settings/allowance"));
        }).NeedsWholeReach(Right.SetUp);
    }

    private async Task<IResult> Page(Visit visit, IReadOnlyDictionary<Role, Typed>? typed, Refusal? refusal, CancellationToken cancel)
    {
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        var rows = await store.Allowances.AsNoTracking().ToDictionaryAsync(row => row.Role, cancel);
        var saved = Roles.ToDictionary(role => role, role => rows.GetValueOrDefault(role) is { } row ? new Typed(AllowanceWords.Typed(row.Incident), AllowanceWords.Typed(row.Month), row.Version) : new Typed("", "", 0));
        return new RazorComponentResult<AllowanceLimitsPage>(new { Saved = saved, Typed = typed, Faults = Faults.Of(refusal, Words.ResourceManager), Stale = refusal is Refusal.Conflict }) { StatusCode = Problems.StatusOf(refusal) };
    }
}
