namespace Kolot.Listen.VoiceStream;

/// <summary>What stands above the voices that were found: each later word finds its own by the same words. A component with what is sought as its <c>Sought</c>; it shows nothing where nothing fits.</summary>
/// <param name="Component">Which component.</param>
public sealed record FoundBeside(Type Component)
{
    /// <summary>Beyond so many characters nobody names a customer or a case.</summary>
    public const int LongestText = 80;
}
