using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Kolot.Benchmarks.Field;
using Kolot.Core.Benchmarks;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Benchmarks;

/// <summary>A study holds so much evidence and no more.</summary>
public sealed class EvidenceRoomTests
{
    private static readonly Dictionary<string, string> OneMegabyte = new() { ["Limits:EvidencePerStudy"] = "1" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static byte[] Picture(int bytes) => [.. FieldWorld.Png, .. new byte[bytes - FieldWorld.Png.Length]];

    [Theory, EveryStore]
    public async Task What_a_study_has_no_room_for_is_refused_in_words_and_has_room_again_once_other_evidence_went(StoreKind kind)
    {
        await using var field = await FieldWorld.Over(await World.Open(kind, settings: OneMegabyte));
        await field.Done("sent", ("when", "now"));
        var first = Guid.CreateVersion7();
        using (var fits = await field.Attach(first, Picture(600_000), "a.png")) Assert.Equal(HttpStatusCode.SeeOther, fits.StatusCode);
        using (var over = await field.Attach(Guid.CreateVersion7(), Picture(600_000), "b.png"))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, over.StatusCode);
            Assert.Contains("לא נשאר מקום", (await Visitor.Read(over)).QuerySelector($"#p-{field.ProbeId:N} .error")!.TextContent, StringComparison.Ordinal);
        }

        using (var small = await field.Attach(Guid.CreateVersion7(), Picture(1_000), "c.png")) Assert.Equal(HttpStatusCode.SeeOther, small.StatusCode);
        await field.Done("evidence", ("without", first.ToString()));
        using (var again = await field.Attach(Guid.CreateVersion7(), Picture(600_000), "b.png")) Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
        await using var store = await field.World.Store();
        Assert.Equal(601_000, await store.ProbeEvidence.SumAsync(one => one.Bytes, Cancel));
    }

    [Theory, EveryStore]
    public async Task Two_that_come_at_once_do_not_share_the_room_of_one(StoreKind kind)
    {
        await using var field = await FieldWorld.Over(await World.Open(kind, settings: OneMegabyte));
        var together = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => field.Attach(Guid.CreateVersion7(), Picture(600_000), "a.png")));
        Assert.Single(together, answer => answer.StatusCode == HttpStatusCode.SeeOther);
        foreach (var answer in together) answer.Dispose();
    }

    [Theory, EveryStore]
    public async Task A_mail_that_is_handed_over_is_refused_whole_and_one_from_the_mailbox_keeps_its_hour_without_its_file(StoreKind kind)
    {
        await using var field = await FieldWorld.Over(await World.Open(kind, settings: OneMegabyte));
        await field.Done("sent", ("when", "now"));
        using (await field.Attach(Guid.CreateVersion7(), Picture(1_048_000), "a.png")) { }
        var mail = Encoding.UTF8.GetBytes($"From: service@bakery.example\r\nTo: study+{FieldWorld.Key}@cafe.example\r\nMessage-ID: <1@bakery.example>\r\nSubject: Re: cake\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{new string('.', 2_000)}");
        using var key = await field.World.Key(Right.RunStudies);
        using (var content = new ByteArrayContent(mail) { Headers = { ContentType = new MediaTypeHeaderValue("message/rfc822") } })
        using (var refused = await (await key.Client()).PostAsync($"/api/v1/{World.Cafe}/probe-mails", content, Cancel))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains("no room left", await refused.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }

        Assert.Equal(ProbeState.Sent, (await field.Probe()).State);
        var letter = (await ProbeLetter.Read(mail, Cancel))!;
        var found = await field.World.Services.GetRequiredService<TakeProbeMail>().Found(World.Cafe, field.StudyId, letter, Cancel);
        await using var store = await field.World.Store();
        Assert.Equal((false, ProbeState.Answered, 1), (found.Refused, (await field.Probe()).State, await store.ProbeEvidence.CountAsync(Cancel)));
    }
}
