using System.Net;
using Kolot.Core.Respond.Cases;
using Kolot.Store;
using Kolot.Tests.Respond.Cases;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Respond.Relations;

public sealed class RelationsTests
{
    private static readonly string Cases = $"/{World.Cafe}/cases";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Two_cases_that_have_to_do_with_each_other_both_tell_of_it_and_one_beyond_reach_is_not_found(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        foreach (var title in new[] { "חויבתי פעמיים", "חיוב כפול", "שוב חיוב" }) await Matters.Open(world, title: title);
        await using (var store = await world.Store())
            await store.Cases.Where(row => row.Number == 3).ExecuteUpdateAsync(set => set.SetProperty(row => row.UnitId, (Guid?)null).SetProperty(row => row.OwnerId, (Guid?)null), Cancel);
        using var dana = world.As(Cast.Dana);

        using var linked = await dana.Post($"{Cases}/2/relations", ("other", "#1"), ("relation", "Duplicate"));
        using var itself = await dana.Post($"{Cases}/2/relations", ("other", "2"), ("relation", "Related"));
        using var beyond = await dana.Post($"{Cases}/2/relations", ("other", "3"), ("relation", "Related"));
        Assert.Equal([HttpStatusCode.SeeOther, HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity], [linked.StatusCode, itself.StatusCode, beyond.StatusCode]);
        var (one, two) = (await dana.Page($"{Cases}/1"), await dana.Page($"{Cases}/2"));
        Assert.NotNull(one.QuerySelector("#relations a[href$='/cases/2']"));
        Assert.Equal("1", two.QuerySelector("#relations input[name=with]")!.GetAttribute("value"));
        Assert.Equal([CaseStepKinds.Related, CaseStepKinds.Related], (await Last(world, 1, 2)).Select(step => step.Kind));

        using var cut = await dana.Post($"{Cases}/1/relations/2/removal");
        Assert.Empty((await dana.Page($"{Cases}/2")).QuerySelectorAll("#relations a"));
        Assert.Equal([CaseStepKinds.Unrelated, CaseStepKinds.Unrelated], (await Last(world, 1, 2)).Select(step => step.Kind));
    }

    [Theory, EveryStore]
    public async Task Voices_of_another_matter_become_a_case_of_their_own_with_a_reason_that_both_tell(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await CaseWorld.Complains(world);
        await CaseWorld.Complains(world, "v-2", "וגם החשבון לא נכון");
        using var dana = world.As(Cast.Dana);
        var row = Assert.Single(await CaseWorld.Cases(world));
        await using var store = await world.Store();
        string[] voices = [.. (await store.Voices.OrderBy(voice => voice.Place).Select(voice => voice.Id).ToArrayAsync(Cancel)).Select(id => id.ToString())];
        var (seen, step) = (row.Version.ToString(System.Globalization.CultureInfo.InvariantCulture), Guid.CreateVersion7().ToString());

        using var wordless = await dana.Post($"{Cases}/1/split", ("seen", seen), ("step", step), ("voices", voices[1]), ("why", ""));
        using var all = await dana.Post($"{Cases}/1/split", ("seen", seen), ("step", step), ("voices", voices[0]), ("voices", voices[1]), ("why", "הכול"));
        Assert.Equal([HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity], [wordless.StatusCode, all.StatusCode]);
        Assert.Equal(voices[1], (await Visitor.Read(wordless)).QuerySelector("#relations input[name=voices][checked]")!.GetAttribute("value"));
        using var split = await dana.Post($"{Cases}/1/split", ("seen", seen), ("step", step), ("voices", voices[1]), ("why", "החשבון הוא עניין אחר"));
        using var again = await dana.Post($"{Cases}/1/split", ("seen", seen), ("step", step), ("voices", voices[1]), ("why", "החשבון הוא עניין אחר"));

        Assert.Equal([HttpStatusCode.SeeOther, HttpStatusCode.SeeOther], [split.StatusCode, again.StatusCode]);
        Assert.Equal([$"{Cases}/2", $"{Cases}/2"], [split.Headers.Location!.OriginalString, again.Headers.Location!.OriginalString]);
        var (old, young) = ((await CaseWorld.Cases(world))[0], (await CaseWorld.Cases(world))[1]);
        Assert.Equal((old.OwnerId, old.UnitId, old.CustomerId, "וגם החשבון לא נכון"), (young.OwnerId, young.UnitId, young.CustomerId, young.Title));
        Assert.Equal(voices[1], (await store.CaseVoices.Where(voice => voice.CaseId == young.Id).Select(voice => voice.VoiceId).SingleAsync(Cancel)).ToString());
        Assert.Equal([CaseStepKinds.SplitAway, CaseStepKinds.SplitFrom], (await Last(world, 1, 2)).Select(one => one.Kind));
        Assert.All(await Last(world, 1, 2), one => Assert.Equal("החשבון הוא עניין אחר", one.Text));
        Assert.True(await store.CaseClocks.AnyAsync(clock => clock.CaseId == young.Id, Cancel));
    }

    private static async Task<CaseStep[]> Last(World world, params long[] numbers)
    {
        var cases = await CaseWorld.Cases(world);
        return [.. await Task.WhenAll(numbers.Select(async number => (await CaseWorld.Steps(world, cases.Single(row => row.Number == number).Id))[^1]))];
    }
}
