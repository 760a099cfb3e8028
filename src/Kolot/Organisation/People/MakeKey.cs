using System.Security.Cryptography;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.People.SignIn;
using Kolot.Shell;
using Kolot.Store;

namespace Kolot.Organisation.People;

/// <summary>Makes a key for a system that calls the API. Its secret is told once and not kept.</summary>
public sealed class MakeKey(Databases databases, Stores stores, Log log, TimeProvider clock)
{
    private const string Signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>What a key may be made for.</summary>
    public static IReadOnlyList<Right> Scopes { get; } =
        [Right.ReadVoices, Right.ReadScores, Right.EnterVoices, Right.ReadCustomers, Right.ChangeCustomers, Right.Import, Right.ExportPeople, Right.ErasePeople, Right.SetWebhooks, Right.RunCampaigns, Right.RunStudies];

    /// <summary>What is asked.</summary>
    public sealed record Request(string Name, IReadOnlyList<string> Scopes);

    /// <summary>Makes it.</summary>
    /// <returns>The secret.</returns>
    public async Task<Result<string>> Run(Member member, Request request, CancellationToken cancel)
    {
        var faults = new List<Fault>();
        var name = request.Name.Trim();
        if (AccountFaults.Name("name", name, 100) is { } fault) faults.Add(fault);
        var scopes = Scopes.Where(scope => request.Scopes.Contains(scope.ToString())).ToArray();
        if (scopes.Length == 0) faults.Add(new("scopes", "required"));
        if (faults.Count > 0) return new Refusal.Invalid(faults);

        var now = clock.GetUtcNow();
        var secret = EntranceKeys.Beginning + RandomNumberGenerator.GetString(Signs, 32);
        var key = new AccessKey
        {
            Id = Guid.CreateVersion7(now), Organisation = member.Organisation, Name = name, SecretHash = EntranceKeys.HashOf(secret),
            Ending = secret[^4..], Scopes = string.Join(',', scopes), MadeBy = member.Id, MadeAt = now.UtcDateTime,
        };

        // Two databases: the line comes first, for a line without a key is harmless, and a key without a line is not.
        await using var store = await stores.Open(member.Organisation, cancel);
        log.Write(store, member, "key.made", key.Id.ToString(), new { name, scopes = scopes.Select(scope => scope.ToString()) });
        await store.SaveChangesAsync(cancel);
        await using var directory = databases.OpenDirectory();
        directory.AccessKeys.Add(key);
        await directory.SaveChangesAsync(cancel);
        return secret;
    }

    /// <summary>What the page sends.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapPost("/settings/keys", async (
        HttpContext context, MakeKey act, KeysView view, Visit visit) =>
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var request = new Request(form["name"].ToString(), [.. form["scopes"].OfType<string>()]);
        var done = await act.Run(visit.Here, request, context.RequestAborted);
        return await view.Show(request, done.Refusal, done.Refused ? null : done.Value, context.RequestAborted);
    }).Needs(Right.ManageKeys).NeedsFreshProof();
}
