using Kolot.Core.Organisation;
using Kolot.Listen.Forgetting;
using Kolot.Store;
using Kolot.Store.Forgetting;
using Kolot.Tests.Listen.VoiceStream;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Listen.Forgetting;

public sealed class EraseManyTests
{
    private const int Many = 1_250;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Somebody_who_spoke_very_often_goes_in_turns_between_which_others_write_and_is_counted_once(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Speak(world);
        var erasure = await Ruti.IsErased(world, keepsScores: true);

        Assert.Empty(await Ruti.Traces(world, kind));
        await using var store = await world.Store();
        Assert.Equal(Many, await store.Voices.CountAsync(voice => voice.Score == 4 && voice.CustomerId == null && voice.SourceId == null, Cancel));
        await using var directory = world.Services.GetRequiredService<Databases>().OpenDirectory();
        var counts = System.Text.Json.JsonSerializer.Deserialize<ErasureCounts>((await directory.Erasures.SingleAsync(row => row.Id == erasure, Cancel)).Counts);
        Assert.Equal((1, Many, Many), (counts?.Customers, counts?.Voices, counts?.ScoresKept));
        Assert.False(await directory.Leases.AnyAsync(Cancel));
    }

    [Theory, EveryStore]
    public async Task What_breaks_off_between_two_turns_goes_on_by_the_tombstones(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Speak(world);
        var held = await world.Services.GetRequiredService<WhatIsHeld>().Of(Ruti.Owner(), Ruti.Mail, Cancel) ?? throw new InvalidOperationException("Nothing is held.");
        using var breaking = new CancellationTokenSource();
        var left = 0;
        await using (var store = await world.Store())
        {
            var voices = await store.Voices.Select(voice => voice.Id).ToArrayAsync(Cancel);
            var marks = voices.Select(TombstoneMarks.OfRow).Append(TombstoneMarks.OfRow(held.Customers[0])).Append(TombstoneMarks.Of(new("mail", Ruti.Mail)));
            var erasure = new Erasure { Organisation = World.Cafe, Id = Guid.CreateVersion7(), At = world.Clock.Now, ByName = "תמר", Counts = "{}" };
            await world.Services.GetRequiredService<Tombstones>().Enter(erasure, marks, Cancel);
            var what = new ToErase([], voices, held.Mentions, held.Sought.IsGone, KeepsScores: false);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Erasing.InTurns(store, what, _ => breaking.CancelAsync(), breaking.Token));
            await using (var between = await world.Store()) left = await between.Voices.CountAsync(Cancel);
            await Ruti.Ended(world, erasure.Id);
        }

        Assert.InRange(left, 1, Many - 1);
        await using var after = await world.Store();
        Assert.Equal((0, 0), (await after.Voices.CountAsync(Cancel), await after.Customers.CountAsync(Cancel)));
    }

    // SQLite takes 32,766 parameters in a query, PostgreSQL 65,535.
    [Theory, EveryStore]
    public async Task Of_whoever_spoke_more_often_than_a_query_has_room_for_all_is_found_handed_out_and_removed(StoreKind kind)
    {
        const int More = 33_000;
        await using var world = await World.Open(kind, World.WithoutRounds);
        await world.Hear(new { source = "till", id = "one", channel = "survey", text = "zilpaword", score = new { value = 4 }, customer = new { mail = Ruti.Mail } });
        await using var store = await world.Store();
        const string Columns = "heard_at, kept_at, kind, channel_id, customer_id, text, source, history, version";
        await store.Database.ExecuteSqlRawAsync(kind == StoreKind.Postgres
            ? $"insert into voices (place, id, source_id, {Columns}) select place + n, ('0199aaaa-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'm' || n, {Columns} from voices, generate_series(1, {More}) n"
            : $"with recursive more (n) as (select 1 union all select n + 1 from more where n < {More}) insert into voices (place, id, source_id, {Columns}) select place + n, printf('0199AAAA-0000-7000-8000-%012X', n), 'm' || n, {Columns} from voices, more", Cancel);

        var held = await world.Services.GetRequiredService<WhatIsHeld>().Of(Ruti.Owner(), Ruti.Mail, Cancel) ?? throw new InvalidOperationException("Nothing is held.");
        await using var handed = new MemoryStream();
        await world.Services.GetRequiredService<ExportPerson>().WriteJson(handed, Ruti.Owner(), held, Cancel);
        using var stopping = new CancellationTokenSource();
        var gone = 0;
        var voices = await store.Voices.Select(voice => voice.Id).ToArrayAsync(Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Erasing.InTurns(store, new([], voices, held.Mentions, held.Sought.IsGone, KeepsScores: false), counts =>
        {
            gone = counts.Voices;
            return stopping.CancelAsync();
        }, stopping.Token));

        Assert.Equal((More + 1, 500), (held.Counts.Voices, gone));
        Assert.Contains("m33000", System.Text.Encoding.UTF8.GetString(handed.ToArray()), StringComparison.Ordinal);
    }

    private static async Task Speak(World world)
    {
        using var till = await world.Key(Right.EnterVoices);
        foreach (var part in Enumerable.Range(0, Many).Chunk(1_000))
            using (var answer = await till.PostJson($"/api/v1/{World.Cafe}/voices", part.Select(number => new
            {
                source = "till", id = $"bilhamark-many-{number}", channel = "survey", text = "zilpaword", score = new { value = 4 }, customer = new { mail = Ruti.Mail },
            })))
                Assert.True(answer.IsSuccessStatusCode);
    }
}
