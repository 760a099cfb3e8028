using System.Globalization;
using System.Net;
using Kolot.Listen.Answering;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Listen.Answering;

public sealed class AnswerGuardTests
{
    [Fact]
    public async Task Whoever_sends_too_much_from_one_place_waits_and_loses_nothing_that_was_typed()
    {
        await using var world = await World.Open(StoreKind.Sqlite, settings: new Dictionary<string, string> { ["Answering:AddressPerMinute"] = "2" });
        await Asked.Visit(world);
        using var phone = world.Nobody();
        var page = await phone.Page($"/{World.Cafe}/s/visit?lang=en");
        using var first = await Asked.Send(phone, page, ("comment", "נחמד"));
        using var second = await Asked.Send(phone, page, ("comment", "נחמד"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, second.StatusCode);

        using var third = await Asked.Send(phone, page, ("score", "4"), ("comment", "נחמד"));

        Assert.Equal(HttpStatusCode.TooManyRequests, third.StatusCode);
        Assert.InRange(third.Headers.RetryAfter?.Delta?.TotalSeconds ?? 0, 1, 60);
        var again = await Visitor.Read(third);
        Assert.Contains("in a minute", again.QuerySelector("#alarm")!.TextContent);
        Assert.Equal("נחמד", again.QuerySelector("textarea")?.TextContent);
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        using var after = await Asked.Send(phone, again, ("score", "4"));
        Assert.Equal(HttpStatusCode.SeeOther, after.StatusCode);
    }

    [Fact]
    public async Task Under_attack_whoever_begins_proves_some_work_or_waits_and_nobody_is_locked_out()
    {
        await using var world = await World.Open(StoreKind.Sqlite, settings: new Dictionary<string, string> { ["Answering:ProofAbove"] = "1" });
        await Asked.Visit(world);
        using var calm = world.Nobody();
        var before = await calm.Page($"/{World.Cafe}/s/visit");
        Assert.Equal(0, before.QuerySelectorAll("script").Length);
        using var first = await Asked.Send(calm, before, ("score", "3"));
        Assert.Equal(HttpStatusCode.SeeOther, first.StatusCode);

        using var flood = world.Nobody();
        using var hasty = world.Nobody();
        using var patient = world.Nobody();
        using var second = await Asked.Send(flood, await flood.Page($"/{World.Cafe}/s/visit"), ("score", "3"));
        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);

        var page = await hasty.Page($"/{World.Cafe}/s/visit");
        Assert.StartsWith("/assets/proof.js", page.QuerySelector("script")?.GetAttribute("src"), StringComparison.Ordinal);
        var response = Guid.Parse(page.QuerySelector("form")!.GetAttribute("data-prove")!);
        using var proven = await Asked.Send(hasty, page, ("score", "5"), ("proof", Found(response)));
        Assert.Equal(HttpStatusCode.SeeOther, proven.StatusCode);

        using var waits = await Asked.Send(patient, await patient.Page($"/{World.Cafe}/s/visit"), ("score", "4"), ("comment", "בלי סקריפט"));
        var kept = await Visitor.Read(waits);
        Assert.Equal("בלי סקריפט", kept.QuerySelector("textarea")?.TextContent);
        world.Clock.Advance(AnswerGuard.Patience);
        using var waited = await Asked.Send(patient, kept);
        Assert.Equal(HttpStatusCode.SeeOther, waited.StatusCode);

        await using var store = await world.Store();
        Assert.Equal("3 4 5", string.Join(' ', await store.Voices.Select(voice => voice.Score ?? 0).OrderBy(score => score).ToArrayAsync()));
        world.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.False(world.Services.GetRequiredService<AnswerGuard>().IsUnderAttack(World.Cafe, "visit"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("00000000000000000000000000000000000000000000000000000000000")]
    public void What_is_no_proof_proves_nothing(string? proof) => Assert.False(AnswerGuard.IsProven(Guid.Parse("0199aaaa-0000-7000-8000-000000000000"), proof));

    private static string Found(Guid response) =>
        Enumerable.Range(0, int.MaxValue).Select(number => number.ToString(CultureInfo.InvariantCulture)).First(number => AnswerGuard.IsProven(response, number));
}
