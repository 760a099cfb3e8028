using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.People;
using Kolot.Outside.Messages;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Gateways;

/// <summary>Shows by which gateways an organisation's messages go. Secrets are never shown.</summary>
public sealed class GatewaysView(Stores stores)
{
    /// <summary>One way, as the page shows it.</summary>
    /// <param name="Draft">What stands in the fields.</param>
    /// <param name="Saved">What is saved; null where nothing is.</param>
    /// <param name="ReportsTo">Where the gateway reports; null until it is saved.</param>
    public sealed record Shown(GatewayDraft Draft, GatewaySettings? Saved, string? ReportsTo)
    {
        /// <summary>Whether messages go by it.</summary>
        public bool IsSet => Saved?.Address is not null;

        /// <summary>What was refused.</summary>
        public Faults Faults { get; init; } = Faults.None;

        /// <summary>Whether somebody else changed it meanwhile.</summary>
        public bool Stale { get; init; }

        /// <summary>What became of a message that was sent to try it; null where none was.</summary>
        public MessageOutcome? Outcome { get; init; }
    }

    /// <summary>The page of a way, with what was refused or what a trial came to.</summary>
    public async Task<IResult> Page(HttpContext context, string way, GatewayDraft? typed, Refusal? refusal, MessageOutcome? outcome = null)
    {
        if (!GatewayChange.Ways.Contains(way)) return Results.NotFound();
        var visit = context.RequestServices.GetRequiredService<Visit>();
        await using var store = await stores.Open(visit.Here.Organisation, context.RequestAborted);
        var row = await store.Gateways.AsNoTracking().SingleOrDefaultAsync(one => one.Way == way, context.RequestAborted);
        var shown = Of(way, row, PublicAddress.Of(context), visit.Here.Organisation) with { Outcome = outcome, Faults = Faults.Of(refusal, Words.ResourceManager), Stale = typed is not null && refusal is Refusal.Conflict };
        // Only whoever was shown both sides saves once more knowingly.
        if (typed is not null) shown = shown with { Draft = typed with { Secret = null, Proof = null, Version = refusal is Refusal.Conflict ? row?.Version ?? 0 : typed.Version } };
        return new RazorComponentResult<GatewaysPage>(new { View = shown }) { StatusCode = Problems.StatusOf(refusal) };
    }

    private static Shown Of(string way, GatewaySettings? row, string home, string organisation) => new(
        row is { Address: { } address }
            ? new() { Way = way, Address = address, Account = row.Account, Sender = row.Sender, Fields = row.Fields, Version = row.Version }
            : new() { Way = way, Address = GatewayChange.UsualAddress(way), Version = row?.Version ?? 0 },
        row, row is { Address: not null, Hook.Length: > 0 } ? OpenGateways.ReportsTo(home, organisation, way, row.Hook).AbsoluteUri : null);
}
