using System.Net;
using Kolot.Core.Listen.Contact;
using Kolot.Listen.Contact;
using Kolot.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Browser.Tests;

/// <summary>Somebody who wrote to the café and was answered.</summary>
internal static class ContactInBrowser
{
    /// <summary>Writes and answers; what paths are filled with joins what is known.</summary>
    /// <returns>The voice.</returns>
    public static async Task<Guid> Write(World world, Dictionary<string, string> known)
    {
        known["contact/touchpoint"] = "table";
        await using var store = await world.Store();
        store.Touchpoints.Add(new() { Id = Guid.CreateVersion7(), Code = "table", Name = "השולחן", NameEn = "The table", Position = 99 });
        await store.SaveChangesAsync();
        using var phone = world.Nobody();
        var page = await phone.Page($"/{World.Cafe}/contact");
        using var sent = await (await phone.Client()).PostAsync($"/{World.Cafe}/contact", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["token"] = page.QuerySelector("input[name=token]")?.GetAttribute("value") ?? "", ["topic"] = "complaint", ["text"] = "הקפה הגיע קר, וגם החשבון היה שגוי. מה עושים?", ["name"] = "רותי אברהם", ["mail"] = "ruti@abraham.example",
        }));
        Assert.True(sent.StatusCode is HttpStatusCode.SeeOther or HttpStatusCode.OK, $"{sent.StatusCode}");
        var enquiry = await store.Enquiries.SingleAsync();
        var member = await store.Members.Select(one => one.Id).FirstAsync();
        store.EnquirySteps.Add(new() { Id = Guid.CreateVersion7(), EnquiryKey = enquiry.Key, Kind = StepKind.Answered, At = world.Clock.Now.AddMinutes(1), Text = "צר לנו. החשבון תוקן, והקפה הבא עלינו.", MemberId = member });
        await store.SaveChangesAsync();
        var key = await world.Services.GetRequiredService<ContactForms>().KeyOf(World.Cafe, CancellationToken.None);
        known["thanks/secret"] = known["status/secret"] = EnquiryLink.Of(key, enquiry.Key);
        return enquiry.VoiceId;
    }
}
