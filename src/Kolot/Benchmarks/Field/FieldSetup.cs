using Kolot.Listen.Forgetting;
using Kolot.Store;

namespace Kolot.Benchmarks.Field;

/// <summary>Puts field work into the house: what shoppers bring, and how it is judged.</summary>
public static class FieldSetup
{
    /// <summary>Registers its acts.</summary>
    public static IServiceCollection AddField(this IServiceCollection services) => services
        .AddSingleton<SendProbe>().AddSingleton<TakeReply>().AddSingleton<LoseProbe>().AddSingleton<GradeProbe>().AddSingleton<KeepEvidence>().AddSingleton<ShopperRoutes.Acts>().AddSingleton<ShopperRoutes>()
        .AddSingleton<TakeProbeMail>().AddSingleton<IErrandAnswer, FieldSweep>().AddSingleton<IHeldBeside, HeldStudies>()
        .AddSingleton<StudyMailboxes>().AddSingleton<MailboxRound>().AddSingleton<MailboxRounds>().AddSingleton<ReadAnswers>()
        .AddHostedService(provider => provider.GetRequiredService<MailboxRounds>()).AddSingleton<IErrandAnswer>(provider => provider.GetRequiredService<MailboxRounds>())
        .AddSingleton<ListField>().AddSingleton<ReviewProbes>().AddSingleton<JudgeReply>().AddSingleton<CorrectGrades>().AddSingleton<SetMailbox>().AddSingleton<SendAppeal>().AddSingleton<DecideAppeal>();

    /// <summary>Maps its pages.</summary>
    public static void MapField(this RouteGroupBuilder organisation)
    {
        ShopperRoutes.Map(organisation);
        ListField.Map(organisation);
        ReviewProbes.Map(organisation);
        JudgeReply.Map(organisation);
        CorrectGrades.Map(organisation);
        SetMailbox.Map(organisation);
        ReadAnswers.Map(organisation);
        SendAppeal.Map(organisation);
        DecideAppeal.Map(organisation);
    }

    /// <summary>Maps its part of the API.</summary>
    public static void MapFieldApi(this RouteGroupBuilder api) => FieldApi.Map(api);
}
