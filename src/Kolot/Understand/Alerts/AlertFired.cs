using System.Text.Json.Nodes;
using Kolot.Core.Understand.Measures;
using Kolot.Outside.Webhooks;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Understand.Alerts;

/// <summary>That an alert told somebody of a change: once for each who is told, since everybody's is counted within their own reach.</summary>
public sealed class AlertFired : IWebhookEvent
{
    /// <summary>Its code.</summary>
    public const string Code = "alert.fired";

    /// <inheritdoc/>
    public string Type => Code;

    /// <inheritdoc/>
    public string Name => Words.AlertFired;

    /// <inheritdoc/>
    public string About => Words.AlertFiredAbout;

    /// <inheritdoc/>
    public ToldData Example => Of(
        new()
        {
            Id = new("019a4b1e-9c00-7a21-8d32-6e7f8a9b0c1d"), AlertId = new("019a4b1e-9b00-7c43-9e54-1a2b3c4d5e6f"), MemberId = new("019a4b1e-1a00-7d65-8f76-2b3c4d5e6f70"),
            BeforeFrom = new(2026, 9, 6), NowFrom = new(2026, 10, 25), NowTo = new(2026, 10, 31), BeforeN = 812, NowN = 118, BeforeValue = 41.2, NowValue = 22.9, Low = -30.1, High = -6.5,
        },
        new() { Id = new("019a4b1e-9b00-7c43-9e54-1a2b3c4d5e6f"), Measure = "nps", Query = "", Grain = Grain.Week });

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<Guid, ToldData>> Of(OrganisationStore store, IReadOnlyList<Guid> subjects, CancellationToken cancel)
    {
        var rows = await (from signal in store.Signals.AsNoTracking()
                          where EF.Parameter(subjects).Contains(signal.Id)
                          join alert in store.Alerts on signal.AlertId equals alert.Id
                          select new { signal, alert }).ToListAsync(cancel);
        return rows.ToDictionary(row => row.signal.Id, row => Of(row.signal, row.alert));
    }

    private static ToldData Of(Signal signal, Alert alert) => new(null, new()
    {
        ["id"] = signal.Id,
        ["alert"] = alert.Id,
        ["reader"] = signal.MemberId,
        ["measure"] = alert.Measure,
        ["grain"] = alert.Grain.ToString().ToLowerInvariant(),
        ["kind"] = signal.Kind.ToString().ToLowerInvariant(),
        ["before"] = new JsonObject { ["from"] = Day(signal.BeforeFrom), ["n"] = signal.BeforeN, ["value"] = signal.BeforeValue },
        ["now"] = new JsonObject { ["from"] = Day(signal.NowFrom), ["to"] = Day(signal.NowTo), ["n"] = signal.NowN, ["value"] = signal.NowValue },
        ["difference"] = new JsonObject { ["value"] = Math.Round(signal.NowValue - signal.BeforeValue, 6), ["low"] = signal.Low, ["high"] = signal.High },
    }, null);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
