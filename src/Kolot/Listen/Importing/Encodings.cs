using System.Text;

namespace Kolot.Listen.Importing;

/// <summary>The encodings by their names, old Hebrew ones too.</summary>
internal static class Encodings
{
    private static readonly DecoderReplacementFallback Marked = new(DelimitedRows.Broken.ToString());

    /// <summary>The encoding of that name; letters that it cannot read are marked.</summary>
    public static Encoding Of(string name)
    {
        // Until somebody asks, .NET knows Unicode and Latin only.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(name, EncoderFallback.ReplacementFallback, Marked);
    }
}
