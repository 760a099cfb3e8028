using System.Data.Common;
using Kolot.Core.Organisation.Webhooks;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Outside.Webhooks;

/// <summary>Leaves, in the transaction of what happened, the errand to tell other systems of it; none where nobody wants to know.</summary>
/// <remarks>Whoever calls this rings the bell once it is committed, as for any errand. What comes as history is not told: do not call it then.</remarks>
public static class Telling
{
    /// <summary>The errand's kind.</summary>
    public const string Errand = "webhook.tell";

    /// <summary>Has one thing told. The caller saves.</summary>
    /// <param name="store">In whose transaction.</param>
    /// <param name="type">What happened, as <c>survey.closed</c>.</param>
    /// <param name="subject">To what.</param>
    /// <param name="at">When.</param>
    /// <param name="cancel">Gives up.</param>
    public static Task Tell(this OrganisationStore store, string type, Guid subject, DateTime at, CancellationToken cancel) => store.Tell(type, [subject], at, cancel);

    /// <summary>Has several things told that happened at once. The caller saves.</summary>
    public static async Task Tell(this OrganisationStore store, string type, IReadOnlyCollection<Guid> subjects, DateTime at, CancellationToken cancel)
    {
        if (subjects.Count == 0) return;
        var wanted = await store.WebhookEndpoints.Where(endpoint => endpoint.OffAt == null).Select(endpoint => endpoint.Events).ToArrayAsync(cancel);
        if (!wanted.Any(events => Wants(events, type))) return;
        store.Errands.AddRange(subjects.Select(subject => new Errand { Kind = Errand, Subject = new Happening(type, subject, at).ToString(), DueAt = at }));
    }

    /// <summary>Whether a list of events holds a type.</summary>
    public static bool Wants(string events, string type) => events.Split(',').Contains(type);

    /// <summary>The same for what is too hot for a model: of what happened, that which somebody wants to know.</summary>
    public static async Task<Happening[]> Wanted(DbTransaction transaction, IReadOnlyList<Happening> happened, CancellationToken cancel)
    {
        if (happened.Count == 0 || transaction.Connection is not { } connection) return [];
        var wanted = new HashSet<string>();
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "select events from webhook_endpoints where off_at is null";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) wanted.UnionWith(reader.GetString(0).Split(','));
        return wanted.Count == 0 ? [] : [.. happened.Where(one => wanted.Contains(one.Type))];
    }
}
