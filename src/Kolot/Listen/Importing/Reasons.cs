using Kolot.Core;

namespace Kolot.Listen.Importing;

/// <summary>Refusals as they are noted beside a refused row: <c>field:reason</c>, comma-separated.</summary>
internal static class Reasons
{
    public static string Of(Refusal refusal) => refusal switch
    {
        Refusal.Invalid invalid => string.Join(',', invalid.Faults.Select(fault => $"{fault.Field}:{fault.Reason}")),
        Refusal.Conflict conflict => $"row:{conflict.Reason}",
        Refusal.NotFound => "row:not_found",
        Refusal.NotAllowed => "row:not_allowed",
        _ => "row:unreadable",
    };

    public static IReadOnlyList<Fault> Read(string reasons) =>
        [.. reasons.Split(',').Select(reason => reason.LastIndexOf(':') is var border and > 0 ? new Fault(reason[..border], reason[(border + 1)..]) : new Fault("row", reason))];
}
