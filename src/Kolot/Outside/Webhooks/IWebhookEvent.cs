using System.Text.Json.Nodes;
using Kolot.Store;

namespace Kolot.Outside.Webhooks;

/// <summary>What is told of something that happened.</summary>
/// <param name="Customer">Whose it is, if it is a customer's: it goes with them.</param>
/// <param name="Thin">Ids, and what is no personal data.</param>
/// <param name="Full">With people's words and names; null where there are none.</param>
public sealed record ToldData(Guid? Customer, JsonObject Thin, JsonObject? Full);

/// <summary>A type of event that other systems can be told of. Each word says of its own what there is and what is told of it.</summary>
public interface IWebhookEvent
{
    /// <summary>Its code, as <c>voice.heard</c>: what, and what happened to it.</summary>
    string Type { get; }

    /// <summary>What it is called, in the reader's language.</summary>
    string Name { get; }

    /// <summary>When it is told, in the reader's language.</summary>
    string About { get; }

    /// <summary>An example of what is told, with invented ids.</summary>
    ToldData Example { get; }

    /// <summary>What is told, by subject; of what is not there any more nothing is.</summary>
    Task<IReadOnlyDictionary<Guid, ToldData>> Of(OrganisationStore store, IReadOnlyList<Guid> subjects, CancellationToken cancel);
}
