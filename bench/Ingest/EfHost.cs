using System.Text.Json;
using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Kolot.Listen;
using Kolot.Listen.Api;
using Kolot.Organisation;
using Kolot.Organisation.Customers;
using Kolot.Organisation.Errands;
using Kolot.Organisation.Gateways;
using Kolot.Organisation.Hours;
using Kolot.Organisation.Mail;
using Kolot.Organisation.People;
using Kolot.Organisation.Places;
using Kolot.Organisation.Privacy;
using Kolot.Organisation.Retention;
using Kolot.Organisation.Webhooks;
using Kolot.Outside;
using Kolot.Running;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Bench.Ingest;

/// <summary>The baseline: the whole house, and in it the endpoint as it is commonly written, one transaction of EF for each request.</summary>
internal static class EfHost
{
    /// <summary>The argument that starts it.</summary>
    public const string Name = "ef-host";

    /// <summary>Each request for itself.</summary>
    public const string Plain = "/voices-by-ef";

    /// <summary>The same, but writers wait in line instead of polling for SQLite's lock.</summary>
    public const string Gated = "/voices-by-ef-in-turn";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static long running = TimeProvider.System.GetTimestamp();

    public static async Task<int> Run(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddRunning();
        builder.Services.AddStore();
        builder.Services.AddShell();
        builder.Services.AddPeople();
        builder.Services.AddPlaces();
        builder.Services.AddHours();
        builder.Services.AddCustomers();
        builder.Services.AddErrands();
        builder.Services.AddRetention();
        builder.Services.AddPrivacy();
        builder.Services.AddOutside();
        builder.Services.AddMail();
        builder.Services.AddWebhooks();
        builder.Services.AddGateways();
        builder.Services.AddListen();
        var app = builder.Build();
        await app.PreparePeople();
        app.UseShell();
        app.UsePeople();
        app.UseShellForms();
        app.MapPeople();
        var api = app.MapApi();
        api.MapPost(Plain, (HttpContext context, Visit visit, Stores stores, KnownNames names) =>
            Post(context, visit, stores, names, async (store, cancel) =>
            {
                var transaction = await store.Database.BeginTransactionAsync(cancel);
                return (transaction, transaction.CommitAsync);
            })).Needs(Right.EnterVoices);
        api.MapPost(Gated, (HttpContext context, Visit visit, Stores stores, KnownNames names) =>
            Post(context, visit, stores, names, async (store, cancel) =>
            {
                var writing = await store.BeginWriting(cancel);
                return (writing, writing.Commit);
            })).Needs(Right.EnterVoices);
        await app.RunAsync();
        return 0;
    }

    private static async Task<IResult> Post(
        HttpContext context, Visit visit, Stores stores, KnownNames names,
        Func<OrganisationStore, CancellationToken, Task<(IAsyncDisposable Transaction, Func<CancellationToken, Task> Commit)>> begin)
    {
        var cancel = context.RequestAborted;
        if (await JsonSerializer.DeserializeAsync<HeardVoice>(context.Request.Body, Json, cancel) is not { } heard) return Results.BadRequest();
        var arrival = new Arrival(visit.Here, TimeProvider.System.GetUtcNow().UtcDateTime);
        var decided = Hearing.Decide(heard, await names.Of(visit.Here.Organisation, cancel), arrival, Interlocked.Increment(ref running));
        if (decided.Refused) return Problems.Of(decided.Refusal);

        var (voice, words, hash) = (decided.Value.Voice, decided.Value.Words, decided.Value.ContentHash);
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        var (transaction, commit) = await begin(store, cancel);
        await using (transaction)
        {
            if (await store.VoiceKeys.FindAsync([voice.Source, voice.SourceId], cancel) is { } known)
                return Results.Json(new HearVoices.Line(known.VoiceId, "known"), Json, statusCode: StatusCodes.Status202Accepted);
            store.VoiceKeys.Add(new() { Source = voice.Source, SourceId = voice.SourceId ?? "", VoiceId = voice.Id, ContentHash = hash });
            store.Voices.Add(voice);
            store.Errands.Add(new() { Kind = "voice.follow", Subject = voice.Id.ToString(), DueAt = voice.KeptAt });
            await store.SaveChangesAsync(cancel);
            if (store.Database.IsNpgsql())
                await store.Database.ExecuteSqlAsync(
                    $"insert into voice_words (place, words) values ({voice.Place}, array_to_tsvector(string_to_array({words}, ' ')))", cancel);
            else
                await store.Database.ExecuteSqlAsync($"insert into voice_words (rowid, words) values ({voice.Place}, {words})", cancel);
            await commit(cancel);
        }

        context.RequestServices.GetRequiredService<ErrandRounds>().Ring(visit.Here.Organisation);
        return Results.Json(
            new HearVoices.Answer([new(voice.Id, "kept")]), Json, statusCode: StatusCodes.Status202Accepted);
    }
}
