using Kolot.Listen.OptOuts;
using Kolot.Organisation;
using Kolot.Running;
using Kolot.Store;

namespace Kolot.Listen.Sending;

/// <summary>Puts the sending of invitations into the house.</summary>
public static class SendingSetup
{
    /// <summary>Registers it.</summary>
    public static IServiceCollection AddSending(this IServiceCollection services)
    {
        services.AddSettings<SendingSettings>("Sending");
        return services.AddSingleton<StopLinks>().AddSingleton<StopAsking>().AddSingleton<NoteOpened>().AddSingleton<WriteInvitation>().AddSingleton<CheckInvitations>().AddSingleton<HandInvitations>().AddSingleton<NoteHandovers>().AddSingleton<InvitationPath>().AddSingleton<SendingPace>().AddSingleton<InvitationRound>()
            .AddSingleton<InvitationRounds>().AddHostedService(provider => provider.GetRequiredService<InvitationRounds>()).AddSingleton<IErrandAnswer, InvitationsDue>()
            .AddSingleton<TakeReceipts>().AddSingleton<SettleUncertain>().AddSingleton<WriteMessage>().AddSingleton<MessageView>().AddSingleton<ReadyToSend>().AddSingleton<TryMessage>().AddSingleton<MessageRoutes>();
    }

    /// <summary>Maps its routes.</summary>
    public static void MapSending(this IEndpointRouteBuilder app)
    {
        var organisation = app.MapOrganisation();
        StopAsking.Map(organisation);
        MessageRoutes.Map(organisation);
        SettleUncertain.Map(organisation);
        organisation.MapOptOuts();
        ReceiptRoutes.Map(app.MapApi().WithTags("Messages"));
    }
}
