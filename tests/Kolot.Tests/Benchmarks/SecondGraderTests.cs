using System.Net;
using Kolot.Core.Benchmarks;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Benchmarks;

/// <summary>What whoever grades again sees of an answer, and what not.</summary>
public sealed class SecondGraderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Whoever_grades_again_sees_what_came_and_never_how_it_was_graded_first(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        await field.Bring();
        using var nobody = field.World.Nobody();
        var page = await nobody.Page($"/{World.Cafe}/field/{FieldWorld.Rami}");
        Assert.Contains("בשמחה, מתי נוח?", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("חם ומהיר", page.Body.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("מאפיית הלחם", page.Body.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("[name^=grade-][checked]"));

        using var kept = await field.PostTo(field.Act("grades", secret: FieldWorld.Rami), FieldWorld.Grades("2", "na"));
        Assert.Equal(HttpStatusCode.SeeOther, kept.StatusCode);
        await using var store = await field.World.Store();
        Assert.Equal(2, await store.ProbeGradings.CountAsync(Cancel));
        Assert.Equal(4, StudyJson.ReadGrades((await store.ProbeGradings.SingleAsync(one => !one.Again, Cancel)).Grades)["fast"]);
    }

    [Theory, EveryStore]
    public async Task Whoever_grades_again_reads_neither_whose_answer_it_is_nor_when_it_came(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        await field.Done("sent", ("when", "now"));
        field.World.Clock.Advance(TimeSpan.FromMinutes(10));
        var mail = Guid.CreateVersion7();
        await field.Done("reply", ("id", mail.ToString()), ("when", "now"), ("text", "תודה שפניתם למאפיית הלחם, כתבו ל־orders@bakery.example"));
        using (var picture = await field.Attach(Guid.CreateVersion7(), FieldWorld.Png, "מאפיית הלחם 13.38.png")) Assert.Equal(HttpStatusCode.SeeOther, picture.StatusCode);
        await using var store = await field.World.Store();
        // A mail as it came, under the id of the answer that it is.
        store.ProbeEvidence.Add(new() { Id = mail, ProbeId = field.ProbeId, Name = "answer.eml", Kind = "message/rfc822", At = field.World.Clock.Now, Until = field.World.Clock.Now.AddDays(30) });
        await store.SaveChangesAsync(Cancel);

        using var nobody = field.World.Nobody();
        var card = (await nobody.Page($"/{World.Cafe}/field/{FieldWorld.Rami}")).QuerySelector($"#p-{field.ProbeId:N}")!;
        Assert.Contains("תודה שפניתם ל[החברה], כתבו ל־[החברה]", card.TextContent, StringComparison.Ordinal);
        Assert.Empty(card.QuerySelectorAll("time"));
        Assert.Equal(["ראיה 1.png"], card.QuerySelectorAll("a[download]").Select(link => link.TextContent.Trim()));
        using var file = await nobody.Get(card.QuerySelector("a[download]")!.GetAttribute("href")!);
        Assert.Equal("ראיה 1.png", file.Content.Headers.ContentDisposition!.FileNameStar);
        using var whole = await nobody.Get(field.Act($"evidence/{mail}", secret: FieldWorld.Rami));
        using var own = await nobody.Get(field.Act($"evidence/{mail}"));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (whole.StatusCode, own.StatusCode));
        // Whoever made it reads it as it came, and the reviewer is asked to look for what nobody hides.
        var first = (await nobody.Page(FieldWorld.Page)).QuerySelector($"#p-{field.ProbeId:N}")!;
        Assert.Contains("למאפיית הלחם", first.TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(first.QuerySelectorAll("time"));
        await field.Done("grades", FieldWorld.Grades("4", "5"));
        using var tamar = field.World.As(Cast.Tamar);
        Assert.Contains("שמות של אנשים", (await tamar.Page(FieldWorld.Review)).QuerySelector(".sheets .hint")!.TextContent, StringComparison.Ordinal);
    }
}
