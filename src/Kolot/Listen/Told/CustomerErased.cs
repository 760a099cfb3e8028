using System.Text.Json.Nodes;
using Kolot.Outside.Webhooks;
using Kolot.Store;

namespace Kolot.Listen.Told;

/// <summary>That a customer was erased, so that whoever was told of them can forget them too: by the id that they were told.</summary>
public sealed class CustomerErased : IWebhookEvent
{
    /// <summary>Its code.</summary>
    public const string Code = "customer.erased";

    /// <inheritdoc/>
    public string Type => Code;

    /// <inheritdoc/>
    public string Name => Words.CustomerErased;

    /// <inheritdoc/>
    public string About => Words.CustomerErasedAbout;

    /// <inheritdoc/>
    public ToldData Example => Told(new("019a4b1e-5b00-7e44-8f01-2c3d4e5f6a7b"));

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<Guid, ToldData>> Of(OrganisationStore store, IReadOnlyList<Guid> subjects, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyDictionary<Guid, ToldData>>(subjects.ToDictionary(subject => subject, Told));

    // Of nobody: it must not go with the person of whom it tells.
    private static ToldData Told(Guid customer) => new(null, new JsonObject { ["customer"] = customer }, null);
}
