using Kolot.Bench.Ground;

namespace Kolot.Bench.Inviting;

/// <summary>What inviting and being reachable take: each part prints its own rows.</summary>
internal static class InvitingBench
{
    // What needs no database is measured once, whatever kinds are asked for.
    private static bool pure;

    public static async Task Run(Site site, CancellationToken cancel)
    {
        if (!pure)
        {
            pure = true;
            ServiceTimeRows.Run(cancel);
        }

        await PlanningRows.Run(site, cancel);
        await ContactRows.Run(site, cancel);
        await SendingRows.Run(site, cancel);
    }
}
