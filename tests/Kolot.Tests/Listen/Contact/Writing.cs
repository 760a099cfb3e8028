using System.Net.Http.Headers;
using AngleSharp.Dom;
using Kolot.Core.Listen.Contact;
using Kolot.Core.Organisation;
using Kolot.Listen.Contact;
using Kolot.Tests.Listen.Answering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Listen.Contact;

/// <summary>Writing to the café, as anybody does.</summary>
internal static class Writing
{
    public const string Form = $"/{World.Cafe}/contact";

    /// <summary>Decides what the café's form is.</summary>
    public static async Task Decide(World world, Func<ContactForm, ContactForm> change)
    {
        await using (var store = await world.Store())
        {
            var row = await store.ContactForms.SingleOrDefaultAsync();
            if (row is null) store.ContactForms.Add(row = ContactForms.NewRow());
            (row.Content, row.Version) = (change(ContactForm.Ready).Write(), row.Version + 1);
            await store.SaveChangesAsync();
        }

        world.Services.GetRequiredService<ContactForms>().Forget(World.Cafe);
    }

    /// <summary>Where the café hears of its food.</summary>
    public static async Task AtTheTable(World world)
    {
        await using (var store = await world.Store())
        {
            store.Touchpoints.Add(new() { Id = Guid.CreateVersion7(), Code = "table", Name = "השולחן", NameEn = "The table" });
            await store.SaveChangesAsync();
        }

        world.Services.GetRequiredService<ContactForms>().Forget(World.Cafe);
        world.Services.GetRequiredService<Kolot.Listen.KnownNames>().Forget(World.Cafe);
    }

    /// <summary>Sends the form of a page of ours, as browsers send it.</summary>
    public static async Task<HttpResponseMessage> Send(Visitor phone, IDocument page, IReadOnlyList<(string Name, byte[] Content)> files, params (string Name, string Value)[] filled)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in Asked.Form(page, filled).Where(field => field.Name != "code")) form.Add(new StringContent(value), name);
        foreach (var (called, content) in files)
        {
            var part = new ByteArrayContent(content);
            part.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = ContactFiles.Field, FileNameStar = called };
            form.Add(part);
        }

        return await (await phone.Client()).PostAsync(page.QuerySelector("form")!.GetAttribute("action"), form);
    }

    /// <summary>Sends it without files.</summary>
    public static Task<HttpResponseMessage> Send(Visitor phone, IDocument page, params (string Name, string Value)[] filled) => Send(phone, page, [], filled);

    /// <summary>Writes, and is told where to look.</summary>
    public static async Task<string> Write(Visitor phone, params (string Name, string Value)[] filled)
    {
        using var sent = await Send(phone, await phone.Page(Form), filled);
        return Asked.Location(sent).Split('?')[0].Replace("/thanks/", "/status/", StringComparison.Ordinal);
    }

    /// <summary>Posts to an address of somebody's own page.</summary>
    public static async Task<HttpResponseMessage> Post(Visitor phone, string path, params (string Name, string Value)[] fields) =>
        await (await phone.Client()).PostAsync(path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));
}
