using Kolot.Organisation.Mail;
using Kolot.Store;

namespace Kolot.Listen.Contact;

/// <summary>Puts the contact form into the house.</summary>
public static class ContactSetup
{
    /// <summary>Registers it.</summary>
    public static IServiceCollection AddContact(this IServiceCollection services) => services
        .AddSingleton<ContactForms>().AddSingleton<ReplyTimes>().AddSingleton<Kolot.Organisation.Hours.IReplyPromises, PublishedPromises>().AddSingleton<ContactPages>().AddSingleton<ContactFiles>().AddSingleton<FindEnquiry>()
        .AddSingleton<SendEnquiry.Known>().AddSingleton<SendEnquiry>().AddSingleton<TakeEnquiry.Door>().AddSingleton<TakeEnquiry>().AddSingleton<ContactRoutes>()
        .AddSingleton<AddToEnquiry>().AddSingleton<BesideEnquiries>().AddSingleton<StatusRoutes.Means>().AddSingleton<StatusRoutes>()
        .AddSingleton<AnswerEnquiry.Means>().AddSingleton<AddToEnquiry.Means>().AddSingleton<AnswerEnquiry>().AddSingleton<SetContact>()
        .AddMails<EnquiryStep, WriteStep>();

    /// <summary>Maps its pages.</summary>
    public static void MapContact(this RouteGroupBuilder organisation)
    {
        ContactRoutes.Map(organisation);
        StatusRoutes.Map(organisation);
        AnswerEnquiry.Map(organisation);
        SetContact.Map(organisation);
        ContactPosters.Map(organisation);
    }
}
