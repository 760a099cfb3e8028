using AngleSharp.Dom;
using Kolot.Core.Listen.Contact;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Writing = Kolot.Tests.Listen.Contact.Writing;

namespace Kolot.Tests.Respond.Cases;

public sealed class FindCasesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_case_is_found_by_its_number_by_its_customers_and_by_the_number_that_they_hold(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await CaseWorld.Complains(world);
        using (var phone = world.Nobody()) await Writing.Write(phone, ("topic", "question"), ("text", "מתי פתוח?"));
        await world.Settle();
        await using var store = await world.Store();
        var enquiry = await store.Enquiries.Select(one => one.Id).SingleAsync(Cancel);
        using var tamar = world.As(Cast.Tamar);

        Assert.Equal(["1"], await Cases(tamar, "1"));
        Assert.Equal(["1"], await Cases(tamar, "#1"));
        Assert.Equal(["2"], await Cases(tamar, EnquiryNumber.Spoken(enquiry)));
        Assert.Equal(["2"], await Cases(tamar, EnquiryNumber.Of(enquiry)));
        Assert.Equal(["1"], await Cases(tamar, "רות"));
        Assert.Equal(["1"], await Cases(tamar, "RUTH@abraham.example"));
        Assert.Empty(await Cases(tamar, "מישהי אחרת"));
        var customer = await store.Customers.Where(one => one.Name == "רות").Select(one => one.Id).SingleAsync(Cancel);
        Assert.NotNull((await Page(tamar, "רות")).QuerySelector($"#customers a[href$='/customers/{customer}']"));
        Assert.Contains(EnquiryNumber.Spoken(enquiry), (await tamar.Page($"/{World.Cafe}/cases/2")).QuerySelector(".kicker")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task Nobody_finds_what_is_beyond_their_reach_and_whoever_owns_a_case_finds_it_by_its_customer(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await CaseWorld.Complains(world);
        using var omer = world.As(Cast.Omer);

        foreach (var sought in new[] { "1", "רות", "ruth@abraham.example" }) Assert.Null((await Page(omer, sought)).QuerySelector(".foundbeside"));
        var his = await CaseWorld.IdOf(world, Cast.Omer);
        await using var store = await world.Store();
        await store.Cases.ExecuteUpdateAsync(set => set.SetProperty(row => row.OwnerId, his), Cancel);
        Assert.Equal(["1"], await Cases(omer, "רות"));
        Assert.Null((await Page(omer, "רות")).QuerySelector("#customers"));
    }

    private static Task<IDocument> Page(Visitor visitor, string sought) => visitor.Page($"/{World.Cafe}/voices?q={Uri.EscapeDataString(sought)}");

    private static async Task<string[]> Cases(Visitor visitor, string sought) => [.. (await Page(visitor, sought)).QuerySelectorAll("#cases a .n").Select(number => number.TextContent)];
}
