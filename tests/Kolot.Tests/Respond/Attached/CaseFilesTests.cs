using System.Net;
using System.Net.Http.Headers;
using Kolot.Core.Listen.Contact;
using Kolot.Listen.Answering;
using Kolot.Store;
using Kolot.Tests.Respond.Cases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Writing = Kolot.Tests.Listen.Contact.Writing;

namespace Kolot.Tests.Respond.Attached;

public sealed class CaseFilesTests
{
    private static readonly string Case = $"/{World.Cafe}/cases/1";
    private static readonly byte[] Pdf = [.. "%PDF-1.7 a bill"u8], Script = [.. "<script>alert(1)</script>"u8];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_file_of_an_answer_stays_over_a_refusal_is_read_by_its_customer_and_by_who_has_the_case_and_goes_with_it(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var phone = world.Nobody();
        var status = await Writing.Write(phone, ("topic", "request"), ("text", "אפשר חשבונית?"));
        await world.Settle();
        using var tamar = world.As(Cast.Tamar);
        using var omer = world.As(Cast.Omer);
        var step = Guid.CreateVersion7();

        using var bad = await Send(tamar, "answers", ("script.pdf", Script), ("seen", "1"), ("step", step.ToString()), ("text", "הנה"), ("way", "page"));
        using var wordless = await Send(tamar, "answers", ("חשבונית.pdf", Pdf), ("seen", "1"), ("step", step.ToString()), ("text", " "), ("way", "page"));
        Assert.Equal([HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity], [bad.StatusCode, wordless.StatusCode]);
        var back = (await Visitor.Read(wordless)).QuerySelector("#answer form")!;
        Assert.Equal((step.ToString(), "חשבונית.pdf"), (back.QuerySelector("input[name=step]")!.GetAttribute("value"), back.QuerySelector(".attach bdi")!.TextContent));
        using var sent = await Send(tamar, "answers", null, ("seen", "1"), ("step", step.ToString()), ("text", "הנה"), ("way", "page"), ("attached", "1"));
        await world.Round();
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);

        var link = (await tamar.Page(Case)).QuerySelector("#talk .attached a")!.GetAttribute("href")!;
        using var mine = await tamar.Get(link);
        Assert.Equal(Pdf, await mine.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal(("nosniff", "attachment"), (mine.Headers.GetValues("X-Content-Type-Options").Single(), mine.Content.Headers.ContentDisposition!.DispositionType));
        using var beyond = await omer.Get(link);
        Assert.Equal(HttpStatusCode.NotFound, beyond.StatusCode);
        var theirs = (await phone.Page(status)).QuerySelector(".steps .kept a")!.GetAttribute("href")!;
        using var read = await phone.Get(theirs);
        Assert.Equal(Pdf, await read.Content.ReadAsByteArrayAsync(Cancel));
        using var other = await phone.Get(theirs.Replace("/status/", "/status/x", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);

        // What was sent stays when those are swept up that never were.
        await using var store = await world.Store();
        await world.Services.GetRequiredService<AnswerFiles>().Answer(store, [new() { Kind = AnswerFiles.Errand, Subject = step.ToString(), DueAt = world.Clock.Now }], Cancel);
        Assert.Equal(1, await store.SurveyFiles.CountAsync(Cancel));
        await using (var writing = await store.BeginWriting(Cancel))
        {
            await store.RemoveCases(await store.Cases.Select(row => row.Id).ToArrayAsync(Cancel), Cancel);
            await writing.Commit(Cancel);
        }

        Assert.Equal((0, 0), (await store.SurveyFiles.CountAsync(Cancel), await store.FileParts.CountAsync(Cancel)));
    }

    [Theory, EveryStore]
    public async Task A_file_of_a_note_is_for_colleagues_and_no_form_reaches_what_is_kept_under_anothers_id(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var phone = world.Nobody();
        var status = await Writing.Write(phone, ("topic", "request"), ("text", "אפשר חשבונית?"));
        await world.Settle();
        using var tamar = world.As(Cast.Tamar);
        await using var store = await world.Store();
        var key = await store.Enquiries.Select(enquiry => enquiry.Key).SingleAsync(Cancel);

        using var noted = await Send(tamar, "notes", ("bill.pdf", Pdf), ("step", Guid.CreateVersion7().ToString()), ("note", "מהספק"));
        using var anothers = await Send(tamar, "notes", ("bill.pdf", Pdf), ("step", key.ToString()), ("note", "מהספק"));

        Assert.Equal(HttpStatusCode.SeeOther, noted.StatusCode);
        Assert.Single((await tamar.Page(Case)).QuerySelectorAll("#talk .note .attached a"));
        Assert.Empty((await phone.Page(status)).QuerySelectorAll(".kept"));
        Assert.Equal(0, await store.SurveyFiles.CountAsync(file => file.ResponseId == key, Cancel));
    }

    private static async Task<HttpResponseMessage> Send(Visitor who, string act, (string Name, byte[] Content)? file, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields) form.Add(new StringContent(value), name);
        if (file is var (called, bytes))
        {
            var content = new ByteArrayContent(bytes);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
            form.Add(content, "files", called);
        }

        return await who.PostFiles($"{Case}/{act}", form);
    }
}
