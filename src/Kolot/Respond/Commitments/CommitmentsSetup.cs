using Kolot.Respond.Cases;
using Kolot.Store;

namespace Kolot.Respond.Commitments;

/// <summary>Puts commitments into the house.</summary>
public static class CommitmentsSetup
{
    /// <summary>Registers acts, errands and what follows a case.</summary>
    public static IServiceCollection AddCommitments(this IServiceCollection services) => services
        .AddSingleton<MakeCommitment>().AddSingleton<NotePromised>().AddSingleton<EndCommitment>().AddSingleton<MoveCommitment.Means>().AddSingleton<MoveCommitment>().AddSingleton<CaseCommitments>().AddSingleton<ListCommitments>()
        .AddSingleton<ICaseFollows, PassCommitmentsOn>().AddSingleton<IErrandAnswer, RemindOfCommitments>();

    /// <summary>Maps pages and routes.</summary>
    public static void MapCommitments(this RouteGroupBuilder organisation)
    {
        CommitmentRoutes.Map(organisation);
        ListCommitments.Map(organisation);
    }
}
