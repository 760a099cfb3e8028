using Kolot.Core.Understand.Boards;
using Kolot.Organisation.Mail;
using Kolot.Store;

namespace Kolot.Understand.Boards.Letters;

/// <summary>Puts the mailing of boards into the house.</summary>
public static class LettersSetup
{
    /// <summary>Registers what decides, writes and sends letters.</summary>
    public static IServiceCollection AddLetters(this IServiceCollection services) => services
        .AddMails<Letter, WriteLetter>().AddSingleton<IErrandAnswer, BoardsDue>()
        .AddSingleton<MailingReach>().AddScoped<MailingView>().AddSingleton<SetMailing>().AddSingleton<ReceiveBoard>().AddSingleton<SendBoard>().AddSingleton<StopLetters>();

    /// <summary>Maps the page of a board's mailing and what it sends.</summary>
    public static void MapLetters(this RouteGroupBuilder organisation)
    {
        MailingView.Map(organisation);
        SetMailing.Map(organisation);
        ReceiveBoard.Map(organisation);
        SendBoard.Map(organisation);
        StopLetters.Map(organisation);
    }
}
