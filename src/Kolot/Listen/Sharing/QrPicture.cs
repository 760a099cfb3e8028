using QRCoder;

namespace Kolot.Listen.Sharing;

/// <summary>An address as something that a telephone can be pointed at.</summary>
public static class QrPicture
{
    private const int Module = 24;

    /// <summary>As SVG, in black on white whatever surrounds it.</summary>
    public static string Svg(string address)
    {
        using var drawn = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        return new SvgQRCode(drawn).GetGraphic(4);
    }

    /// <summary>As PNG, large enough for a poster.</summary>
    public static byte[] Png(string address)
    {
        using var drawn = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        return new PngByteQRCode(drawn).GetGraphic(Module);
    }
}
