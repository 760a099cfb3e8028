using System.Text;
using Kolot.Core.Listen.Importing;

namespace Kolot.Listen.Importing;

/// <summary>The encodings by their names, old Hebrew ones too.</summary>
internal static class Encodings
{
    private static readonly DecoderReplacementFallback Marked = new(DelimitedRows.Broken.ToString());

    /// <summary>The encoding of that name; letters that it cannot read are marked.</summary>
    /// <exception cref="InvalidDataException">It is none of those that can be chosen.</exception>
    public static Encoding Of(string name)
    {
        if (!FileEncoding.All.Contains(name)) throw new InvalidDataException("encoding:unknown");
        // Until somebody asks, .NET knows Unicode and Latin only.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(name, EncoderFallback.ReplacementFallback, Marked);
    }
}
