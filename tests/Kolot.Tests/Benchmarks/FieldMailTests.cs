using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Kolot.Core.Benchmarks;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Benchmarks;

/// <summary>Answers by mail find the probe that they answer.</summary>
public sealed class FieldMailTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_mail_to_a_probes_address_is_its_answer_at_the_time_at_which_it_came_once(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        await field.Done("sent", ("when", "now"));
        field.World.Clock.Advance(TimeSpan.FromHours(5));
        var came = field.World.Clock.Now.AddHours(-4);
        var mail = Mail(came, $"\"Study\" <study+{FieldWorld.Key.ToUpperInvariant()}@cafe.example>", "");
        using var key = await field.World.Key(Right.RunStudies);

        var first = await Hand(key, mail);
        var second = await Hand(key, mail);
        Assert.Equal(("answered", false, true, false), (first.GetProperty("state").GetString(), first.GetProperty("automatic").GetBoolean(), first.GetProperty("kept").GetBoolean(), second.GetProperty("kept").GetBoolean()));
        Assert.Equal(60, (await field.Probe()).WaitedFrom!.Value / 60_000.0, 0.5);
        await using var store = await field.World.Store();
        var reply = await store.ProbeReplies.SingleAsync(Cancel);
        Assert.Contains("בשמחה, ניפגש בשישי", reply.Text, StringComparison.Ordinal);
        Assert.True(reply.ByMail);
        Assert.Equal("message/rfc822", (await store.ProbeEvidence.SingleAsync(Cancel)).Kind);
    }

    [Theory, EveryStore]
    public async Task What_a_machine_wrote_is_no_answer_and_what_answers_no_probe_is_not_kept(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        await field.Done("sent", ("when", "now"));
        using var key = await field.World.Key(Right.RunStudies);
        var automatic = await Hand(key, Mail(field.World.Clock.Now, "study@cafe.example", $"Delivered-To: study+{FieldWorld.Key}@cafe.example\r\nAuto-Submitted: auto-replied\r\n"));
        Assert.Equal(("sent", true), (automatic.GetProperty("state").GetString(), automatic.GetProperty("automatic").GetBoolean()));

        using var unknown = await Send(key, Mail(field.World.Clock.Now, "study+nobodyskey12@cafe.example", ""));
        using var shut = await Send(await field.World.Key(Right.ReadVoices), Mail(field.World.Clock.Now, $"study+{FieldWorld.Key}@cafe.example", ""));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.Forbidden), (unknown.StatusCode, shut.StatusCode));
        await using var store = await field.World.Store();
        Assert.Equal(1, await store.ProbeReplies.CountAsync(Cancel));
    }

    [Theory, EveryStore]
    public async Task A_mail_in_parts_that_came_before_anybody_said_when_it_was_sent_waits_for_that(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        field.World.Clock.Stand();
        using var key = await field.World.Key(Right.RunStudies);
        var body = new { to = new[] { $"{FieldWorld.Key}@study.cafe.example" }, from = "a@bakery.example", subject = "Re", date = field.World.Clock.Now, text = "כן" };
        using var kept = await key.PostJson($"/api/v1/{World.Cafe}/probe-mails", body);
        using var again = await key.PostJson($"/api/v1/{World.Cafe}/probe-mails", body);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (kept.StatusCode, again.StatusCode));
        Assert.Equal(ProbeState.Planned, (await field.Probe()).State);

        await field.Done("sent", ("when", "now"), ("ago", "60000"));
        Assert.Equal(ProbeState.Answered, (await field.Probe()).State);
        Assert.InRange((await field.Probe()).WaitedFrom!.Value, 30_000, 60_000);
        using var wrong = await key.PostJson($"/api/v1/{World.Cafe}/probe-mails", new { to = Array.Empty<string>() });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
    }

    [Theory, EveryStore]
    public async Task A_machine_that_does_not_say_that_it_is_one_is_found_by_whoever_reviews_and_the_wait_goes_on(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        await field.Done("sent", ("when", "now"));
        using var key = await field.World.Key(Right.RunStudies);
        await Hand(key, Mail(field.World.Clock.Now, $"study+{FieldWorld.Key}@cafe.example", ""));
        Assert.Equal(ProbeState.Answered, (await field.Probe()).State);
        using var tamar = field.World.As(Cast.Tamar);
        var form = (await tamar.Page($"{FieldWorld.Review}?show=ungraded")).QuerySelector(".came form")!;

        using var judged = await tamar.Post(form.GetAttribute("action")!, ("automatic", form.QuerySelector("button")!.GetAttribute("value")!));
        Assert.Equal((HttpStatusCode.SeeOther, ProbeState.Sent, null), (judged.StatusCode, (await field.Probe()).State, (await field.Probe()).WaitedFrom));
        field.World.Clock.Advance(TimeSpan.FromDays(8));
        await field.World.Settle();
        Assert.Equal(ProbeState.Silent, (await field.Probe()).State);

        using var back = await tamar.Post(form.GetAttribute("action")!, ("automatic", "no"));
        Assert.Equal(ProbeState.Answered, (await field.Probe()).State);
        await field.Close();
        using var closed = await tamar.Post(form.GetAttribute("action")!, ("automatic", "yes"));
        using var strange = await tamar.Post($"{FieldWorld.Review}/replies/{Guid.CreateVersion7()}", ("automatic", "yes"));
        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.Conflict, HttpStatusCode.NotFound), (back.StatusCode, closed.StatusCode, strange.StatusCode));
        await using var store = await field.World.Store();
        Assert.Equal(2, await store.LogLines.CountAsync(line => line.Act == "probe.reply-judged", Cancel));
    }

    [Theory, EveryStore]
    public async Task What_is_said_to_have_been_sent_after_its_answer_is_asked_for_again_and_is_no_answer_at_once(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        using var key = await field.World.Key(Right.RunStudies);
        await Hand(key, Mail(field.World.Clock.Now, $"study+{FieldWorld.Key}@cafe.example", ""));
        field.World.Clock.Advance(TimeSpan.FromHours(6));

        using var late = await field.Post("sent", ("when", "now"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
        Assert.Contains("כבר הגיעה תשובה", (await Visitor.Read(late)).QuerySelector($"#p-{field.ProbeId:N} .error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal((ProbeState.Planned, null), ((await field.Probe()).State, (await field.Probe()).SentAt));
        await field.Done("sent", ("when", "now"), ("ago", $"{8 * 3_600_000}"));
        Assert.Equal(2, (await field.Probe()).WaitedFrom!.Value / 3_600_000.0, 0.05);
    }

    private static string Mail(DateTime came, string to, string heads) =>
        $"{heads}Received: from mail.bakery.example by mx.cafe.example; {came.ToString("r", System.Globalization.CultureInfo.InvariantCulture)}\r\nFrom: service@bakery.example\r\nTo: {to}\r\nMessage-ID: <1@bakery.example>\r\nDate: Mon, 01 Jan 2024 00:00:00 +0000\r\nSubject: Re: cake\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<style>p{{}}</style><p>בשמחה,\r\nניפגש בשישי</p>".Replace("בשמחה,\r\n", "בשמחה, ", StringComparison.Ordinal);

    private static async Task<JsonElement> Hand(Visitor key, string mail)
    {
        using var answer = await Send(key, mail);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
    }

    private static async Task<HttpResponseMessage> Send(Visitor key, string mail)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(mail)) { Headers = { ContentType = new MediaTypeHeaderValue("message/rfc822") } };
        return await (await key.Client()).PostAsync($"/api/v1/{World.Cafe}/probe-mails", content, Cancel);
    }
}
