using System.Security.Cryptography;
using Kolot.Core.Listen.Sending;
using Kolot.Core.Organisation;
using Kolot.Listen.OptOuts;
using Kolot.Listen.Sharing;
using Kolot.Store;
using Kolot.Store.Forgetting;

namespace Kolot.Listen.Sending;

/// <summary>Writes the addresses by which readers end what they are sent, and tells by what whoever holds one is recognised.</summary>
public sealed class StopLinks(Stores stores, PersonalLinks links, Marks marks)
{
    /// <summary>The address that ends what is sent to an address of somebody.</summary>
    /// <param name="home">The house's address, and the organisation's in it.</param>
    /// <param name="writer">Who writes the organisation's marks.</param>
    /// <param name="customer">Who is written to; null where nobody is known by that address.</param>
    /// <param name="mark">By what the address is recognised.</param>
    public static string At(string home, MarkWriter writer, Guid? customer, string mark) =>
        $"{home}/stop/{new StopLink(customer ?? Guid.Empty, Convert.FromHexString(writer.Write(mark))).Sealed(writer.KeysFor(StopLink.Use)[0])}";

    /// <summary>What an address ends with that stands in messages which sell: pressed, it ends these as well as requests for feedback.</summary>
    public const string OfAll = "/all";

    /// <summary>One as long as any, for whoever looks at words before they are sent: it ends nothing.</summary>
    public static string Sample(string home) => $"{home}/stop/{new StopLink(new Guid(SHA256.HashData("reader"u8).AsSpan(0, 16)), SHA256.HashData("address"u8)).Sealed(new byte[32])}";

    /// <summary>By what an address to which messages go is recognised.</summary>
    /// <param name="way">By which way they go.</param>
    /// <param name="address">The mail or phone.</param>
    public static string MarkOf(string way, string address) => TombstoneMarks.Of(new(way == "mail" ? "mail" : "phone", address));

    /// <summary>By what somebody is recognised who ends messages by such a secret, or by that of a personal link, as messages said before; null where it is none of ours.</summary>
    public async Task<IReadOnlyList<string>?> Whose(string organisation, string secret, CancellationToken cancel)
    {
        var writer = await marks.Of(organisation, cancel);
        var opened = StopLink.Opened(writer.KeysFor(StopLink.Use), secret);
        if (opened is null && await links.Of(organisation, secret, cancel) is var (link, _))
        {
            await using var before = await stores.Open(organisation, cancel);
            return await PersonalLinks.MarksOf(before, link, cancel);
        }

        if (opened is null) return null;
        await using var store = await stores.Open(organisation, cancel);
        var (theirs, address) = (await KnownOptOuts.MarksOf(store, opened.Customer, cancel), Convert.ToHexString(opened.Mark));
        // Where the address is the customer's still, it is one of theirs already.
        return theirs.SelectMany(writer.Readings).Contains(address) ? theirs : [MarkWriter.Written(opened.Mark), .. theirs];
    }
}
