using Kolot.Listen.Inviting.Planning;
using Kolot.Organisation;
using Kolot.Organisation.Retention;
using Kolot.Store;

namespace Kolot.Listen.Inviting;

/// <summary>Puts campaigns and the planning of invitations into the house.</summary>
public static class InvitingSetup
{
    /// <summary>Registers them.</summary>
    public static IServiceCollection AddInviting(this IServiceCollection services) => services
        .AddSingleton<PlanInvitations>().AddSingleton<IErrandAnswer, CampaignRound>().AddSingleton<IErrandAnswer, EventRound>().AddSingleton<IErrandAnswer, ReminderRound>()
        .AddSingleton<InvitationLinks>().AddSingleton<CampaignCustomers>().AddSingleton<TellEvents>().AddSingleton<TryCampaign>().AddSingleton<WriteCampaign>().AddSingleton<RunCampaign>()
        .AddSingleton<ListPeople>().AddSingleton<SetFrequency>().AddScoped<CampaignRoutes>().AddScoped<PeopleRoutes>().AddSingleton<IKeptKind, KeptInvitations>();

    /// <summary>Maps their pages.</summary>
    public static void MapInviting(this RouteGroupBuilder organisation)
    {
        CampaignRoutes.Map(organisation);
        RunCampaign.Map(organisation);
        PeopleRoutes.Map(organisation);
        SetFrequency.Map(organisation);
    }

    /// <summary>Maps their part of the API.</summary>
    public static void MapInvitingApi(this WebApplication app)
    {
        var api = app.MapApi().WithTags("Invitations");
        TellEvents.Map(api);
        InvitingApi.Map(api);
        CampaignsApi.Map(api);
    }
}
