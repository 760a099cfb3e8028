using Kolot.Organisation.Mail;
using Kolot.Respond.Restatements;
using Kolot.Store;

namespace Kolot.Respond.Told;

/// <summary>Puts what customers and members are told of cases into the house.</summary>
public static class ToldSetup
{
    /// <summary>Registers mails and the customer's page.</summary>
    public static IServiceCollection AddTold(this IServiceCollection services) => services
        .AddMails<CaseMail, WriteCaseMail>().AddSingleton<TellOfCases>().AddSingleton<TellSoon>().AddSingleton<CasesReached>()
        .AddSingleton<Kolot.Listen.Forgetting.IHeldBeside, HeldKept>().AddSingleton<Kolot.Listen.Contact.IBesideEnquiry, StandingBeside>().AddSingleton<SayItIsSolved>().AddSingleton<StandingRoutes.Acts>().AddSingleton<StandingRoutes>();
}
