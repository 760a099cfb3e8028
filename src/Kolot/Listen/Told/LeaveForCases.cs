using Kolot.Core.Listen;

namespace Kolot.Listen.Told;

/// <summary>The errand to see whether somebody is to follow a voice up: left with each that is heard for the first time, in the transaction that keeps it.</summary>
internal static class LeaveForCases
{
    /// <summary>The errand's kind; its subject is the voice.</summary>
    public const string Errand = "voice.follow";

    /// <summary>Whether it is left. History is read and measured, and starts nothing.</summary>
    public static bool Wanted(Voice voice) => !voice.History;
}
