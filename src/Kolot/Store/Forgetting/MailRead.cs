using System.Text;
using MimeKit;

namespace Kolot.Store.Forgetting;

/// <summary>Reads all that stands in a mail that is kept as it came, however it was coded.</summary>
internal static class MailRead
{
    /// <summary>Its texts: as it lies there, its head and each of its parts, those of mails within it too.</summary>
    public static IReadOnlyList<string> Texts(byte[] kept)
    {
        // What Outlook writes is no mail as it goes over the wire: its letters take two bytes each.
        var texts = new List<string> { Encoding.UTF8.GetString(kept), Encoding.Unicode.GetString(kept) };
        try
        {
            using var stream = new MemoryStream(kept);
            using var mail = MimeMessage.Load(stream);
            texts.AddRange(mail.Headers.Select(head => head.Value));
            using var parts = new MimeIterator(mail);
            while (parts.MoveNext())
            {
                if (parts.Current is MessagePart { Message: { } inner }) texts.AddRange(inner.Headers.Select(head => head.Value));
                if (parts.Current is TextPart text) texts.Add(text.Text);
            }
        }
        catch (FormatException)
        {
            // No mail after all: it was looked through as it lies there.
        }

        return texts;
    }
}
