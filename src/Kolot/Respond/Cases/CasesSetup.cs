using Kolot.Listen.Forgetting;
using Kolot.Listen.Timeline;
using Kolot.Listen.VoiceStream;
using Kolot.Organisation;
using Kolot.Organisation.Retention;
using Kolot.Shell;
using Kolot.Store;

namespace Kolot.Respond.Cases;

/// <summary>Puts cases into the house.</summary>
public static class CasesSetup
{
    /// <summary>Registers acts, errands, and what is held.</summary>
    public static IServiceCollection AddCases(this IServiceCollection services) => services
        .AddSingleton<CaseSteps>().AddSingleton<OpenCase>().AddSingleton<OpenForEnquiries>().AddSingleton<ChangeCase.Means>().AddSingleton<ChangeCase>()
        .AddSingleton<AnswerCase>().AddSingleton<AnswerCase.AfterAnswer>().AddSingleton<NoteCase>().AddSingleton<HandOver>().AddSingleton<Snooze>().AddSingleton<AssessCase>().AddSingleton<CloseCase>().AddSingleton<MergeCases>()
        .AddSingleton<UndoStep>().AddSingleton<BulkCases>().AddSingleton<SetRules>().AddSingleton<SetHands>()
        .AddSingleton<ShowCase>().AddSingleton<FindCases>().AddSingleton(new FoundBeside(typeof(FoundCases))).AddSingleton<CasesOfOne>().AddSingleton(new BesideCustomer(typeof(CasesOfCustomer))).AddSingleton<ListCases>().AddSingleton(ListCases.Views).AddSingleton<INavigationCount, CountCases>().AddScoped<CasePages>().AddScoped<RulePages>().AddScoped<OpenPages>()
        .AddSingleton<IErrandAnswer, FollowVoices>().AddSingleton<IErrandAnswer, FollowEnquiries>().AddSingleton<IErrandAnswer, CasesOfLeavers>()
        .AddSingleton<IKeptKind, KeptCases>().AddSingleton<IHeldBeside, HeldCases>();

    /// <summary>Maps pages and routes.</summary>
    public static void MapCases(this WebApplication app)
    {
        CasesApi.Map(app.MapApi().WithTags("Cases"));
        var organisation = app.MapOrganisation();
        ListCases.Map(organisation);
        ShowCase.Map(organisation);
        OpenPages.Map(organisation);
        OpenForEnquiries.Map(organisation);
        RulePages.Map(organisation);
        SetHands.Map(organisation);
        AnswerCase.Map(organisation);
        NoteCase.Map(organisation);
        HandOver.Map(organisation);
        Snooze.Map(organisation);
        AssessCase.Map(organisation);
        CloseCase.Map(organisation);
        MergeCases.Map(organisation);
        BulkCases.Map(organisation);
    }
}
