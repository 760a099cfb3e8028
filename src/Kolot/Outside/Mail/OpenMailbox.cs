using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MimeKit;

namespace Kolot.Outside.Mail;

/// <summary>The head of a mail in a mailbox.</summary>
/// <param name="Number">Its number there.</param>
/// <param name="At">When the mailbox took it in, UTC; null where it does not say.</param>
/// <param name="Bytes">How large it is.</param>
/// <param name="To">Where it went, line by line, as its heads say.</param>
public sealed record MailHead(uint Number, DateTime? At, long Bytes, IReadOnlyList<string> To);

/// <summary>A folder of a mailbox while it is read. Only one thing is asked at a time.</summary>
public sealed class OpenMailbox : IAsyncDisposable
{
    // Of a text that is longer nothing more would be kept.
    private const uint LongestText = 1024 * 1024;

    private readonly ImapClient client;
    private readonly IMailFolder folder;
    private readonly MeteredStream metered;
    private readonly TimeSpan patience;

    internal OpenMailbox((ImapClient Client, IMailFolder Folder) opened, MeteredStream metered, TimeSpan patience) => ((client, folder), this.metered, this.patience) = (opened, metered, patience);

    /// <summary>For which numbering its numbers hold: one that was numbered anew says another.</summary>
    public long Validity => folder.UidValidity;

    /// <summary>How many mails lie in it.</summary>
    public int Count => folder.Count;

    /// <summary>The numbers of its mails after one, in order, of those that came since a day.</summary>
    public Task<IReadOnlyList<uint>> After(long number, DateTime since, CancellationToken cancel) => Within<IReadOnlyList<uint>>(async within =>
    {
        // The last mail answers to every range without an end, however far it begins: hence both bounds, and the look at what came back.
        if (number >= uint.MaxValue) return [];
        // A day more: servers tell days by their own hours.
        var found = await folder.SearchAsync(SearchQuery.Uids(new UniqueIdRange(new((uint)number + 1), UniqueId.MaxValue)).And(SearchQuery.DeliveredAfter(since.Date.AddDays(-1))), within);
        return [.. found.Select(id => id.Id).Where(id => id > number).Order()];
    }, cancel);

    /// <summary>The heads of some mails: those of their lines that are named.</summary>
    public Task<IReadOnlyList<MailHead>> Heads(IReadOnlyList<uint> numbers, IReadOnlyList<string> lines, CancellationToken cancel) => Within<IReadOnlyList<MailHead>>(async within =>
    {
        var found = await folder.FetchAsync([.. numbers.Select(number => new UniqueId(number))], new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.InternalDate | MessageSummaryItems.Size, lines), within);
        return [.. found.Select(one => new MailHead(one.UniqueId.Id, one.InternalDate?.UtcDateTime, one.Size ?? 0, [.. (one.Headers ?? []).Select(head => head.Value)])).OrderBy(one => one.Number)];
    }, cancel);

    /// <summary>A mail as it went over the wire; of one that is larger than wanted its heads and what it says, without attachments. Null where it is gone.</summary>
    public async Task<byte[]?> Whole(MailHead mail, int most, CancellationToken cancel)
    {
        try
        {
            return await Within(within => mail.Bytes <= most ? Bytes(new(mail.Number), within) : Shortened(new(mail.Number), within), cancel);
        }
        catch (MessageNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await client.DisconnectAsync(quit: true, soon.Token);
        }
        catch (Exception gone) when (ReadMailbox.ReasonOf(gone) is not null)
        {
            // It was said goodbye to; what comes of that is nobody's concern.
        }

        client.Dispose();
    }

    private async Task<byte[]> Bytes(UniqueId id, CancellationToken cancel)
    {
        await using var stream = await folder.GetStreamAsync(id, cancel);
        using var whole = new MemoryStream();
        await stream.CopyToAsync(whole, cancel);
        return whole.ToArray();
    }

    private async Task<byte[]> Shortened(UniqueId id, CancellationToken cancel)
    {
        var heads = await folder.GetHeadersAsync(id, cancel);
        var shape = (await folder.FetchAsync([id], new FetchRequest(MessageSummaryItems.UniqueId | MessageSummaryItems.BodyStructure), cancel)).FirstOrDefault();
        var said = new[] { shape?.TextBody, shape?.HtmlBody }.FirstOrDefault(part => part is { Octets: > 0 and <= LongestText });
        var text = said is null ? new TextPart("plain") { Text = "" } : await folder.GetBodyPartAsync(id, said, cancel);
        // The heads that tell of what is left out would tell wrongly.
        foreach (var head in heads.Where(head => head.Field.StartsWith("Content-", StringComparison.OrdinalIgnoreCase)).ToArray()) heads.Remove(head);
        using var written = new MemoryStream();
        foreach (var head in heads) await written.WriteAsync((byte[])[.. head.RawField, (byte)':', .. head.RawValue], cancel);
        await text.WriteToAsync(written, cancel);
        return written.ToArray();
    }

    // A server that is asked and says nothing is left.
    private async Task<T> Within<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancel)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limited.CancelAfter(patience);
        metered.Ask();
        return await ask(limited.Token);
    }
}
