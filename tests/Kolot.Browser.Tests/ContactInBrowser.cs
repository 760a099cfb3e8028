using System.Net;
using Kolot.Core.Listen.Contact;
using Kolot.Listen.Contact;
using Kolot.Store;
using Kolot.Tests;
using Kolot.Tests.Listen.Answering;
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
        using var sent = await Asked.Send(phone, await phone.Page($"/{World.Cafe}/contact"), ("topic", "complaint"), ("text", "הקפה הגיע קר, וגם החשבון היה שגוי. מה עושים?"), ("name", "רותי אברהם"), ("mail", "ruti@abraham.example"));
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        var enquiry = await store.Enquiries.SingleAsync();
        store.EnquirySteps.Add(new() { Id = Guid.CreateVersion7(), EnquiryKey = enquiry.Key, Kind = StepKind.Answered, At = world.Clock.Now.AddMinutes(1), Text = "צר לנו. החשבון תוקן, והקפה הבא עלינו.", MemberId = await store.Members.Select(member => member.Id).FirstAsync() });
        await store.SaveChangesAsync();
        known["thanks/secret"] = known["status/secret"] = EnquiryLink.Of(await world.Services.GetRequiredService<ContactForms>().KeyOf(World.Cafe, default), enquiry.Key);
        return enquiry.VoiceId;
    }
}
