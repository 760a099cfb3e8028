using System.Buffers.Binary;

namespace Kolot.Core.Listen.Inviting;

/// <summary>Chance that stays: what was drawn for a customer in a campaign is drawn the same the next time, on every node.</summary>
public static class Sampling
{
    /// <summary>Whether somebody is among so many of a hundred. Whoever is among few is among more.</summary>
    public static bool Draws(Guid customer, Guid campaign, int percent) => Of(customer, campaign) < percent / 100d;

    /// <summary>A number from 0 up to 1 that belongs to a customer in a campaign.</summary>
    public static double Of(Guid customer, Guid campaign)
    {
        Span<byte> bytes = stackalloc byte[32];
        customer.TryWriteBytes(bytes);
        campaign.TryWriteBytes(bytes[16..]);
        var mixed = 0UL;
        for (var at = 0; at < bytes.Length; at += 8) mixed = Mix(mixed ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]));
        return (mixed >> 11) * (1d / (1UL << 53));
    }

    // The finisher of SplitMix64 (Steele, Lea and Flood 2014), with its step: each bit of what comes in moves half of what goes out.
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
