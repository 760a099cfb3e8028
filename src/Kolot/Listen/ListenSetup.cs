using Kolot.Listen.Answering;
using Kolot.Listen.Api;
using Kolot.Listen.Contact;
using Kolot.Listen.Enquiries;
using Kolot.Listen.Importing;
using Kolot.Listen.Inviting;
using Kolot.Listen.Retention;
using Kolot.Listen.Entry;
using Kolot.Listen.Rhythm;
using Kolot.Listen.OptOuts;
using Kolot.Listen.Sending;
using Kolot.Listen.SurveyResults;
using Kolot.Listen.Surveys;
using Kolot.Listen.Sharing;
using Kolot.Listen.Forgetting;
using Kolot.Listen.VoiceStream;
using Kolot.Listen.Timeline;
using Kolot.Listen.Told;
using Kolot.Organisation;
using Kolot.Organisation.Retention;
using Kolot.Store;

namespace Kolot.Listen;

/// <summary>Puts hearing and the stream into the house.</summary>
public static class ListenSetup
{
    /// <summary>Registers what hears and what reads.</summary>
    public static IServiceCollection AddListen(this IServiceCollection services)
    {
        services.AddSingleton<DecideVoices>().AddSingleton<Hear>().AddSingleton<HearingLines>().AddSingleton<KnownNames>().AddSingleton<ReadStream>();
        services.AddSingleton<ChannelBalance>().AddSingleton<ShowVoices>().AddSingleton<FindKnown>().AddSingleton<ShowVoice>().AddSingleton<HandOutFile>().AddSingleton(ShowVoices.Views).AddSingleton<EnterVoice>().AddSingleton<ShowCustomer>();
        services.AddSingleton<IErrandAnswer, ReadVoices>().AddSingleton<IErrandAnswer, LeftAnswers>();
        services.AddSingleton<IKeptKind, KeptRevisions>().AddSingleton<IKeptKind, KeptWords>().AddSingleton<IKeptKind, KeptVoices>().AddSingleton<IKeptKind, KeptRefusedRows>().AddSingleton<IKeptKind, KeptHalfAnswers>().AddSingleton<IKeptKind, KeptLinks>();
        services.AddAnswering().AddSurveys().AddSharing().AddSurveyResults().AddContact().AddEnquiries().AddInviting();
        services.AddImporting();
        services.AddForgetting();
        services.AddTold();
        services.AddRhythm();
        services.AddOptOuts().AddSending();
        return services;
    }

    /// <summary>Maps its pages and its part of the API.</summary>
    public static WebApplication MapListen(this WebApplication app)
    {
        var api = app.MapApi().WithTags("Voices");
        HearVoices.Map(api);
        VoicesApi.Map(api);
        RhythmFile.Map(api);
        SurveysApi.Map(app.MapApi().WithTags("Surveys"));
        app.MapInvitingApi();
        ForgettingApi.Map(app.MapApi().WithTags("Customers"));

        var organisation = app.MapOrganisation();
        ShowVoices.Map(organisation);
        ShowVoice.Map(organisation);
        HandOutFile.Map(organisation);
        ExportVoices.Map(organisation);
        EnterVoice.Map(organisation);
        ShowCustomer.Map(organisation);
        AnswerRoutes.Map(organisation);
        ThankRoutes.Map(organisation);
        SurveyRoutes.Map(organisation);
        organisation.MapSharing();
        organisation.MapContact();
        ListEnquiries.Map(organisation);
        organisation.MapInviting();
        SurveyResultsSetup.Map(organisation);
        ImportRoutes.Map(organisation);
        ForgettingRoutes.Map(organisation);
        RhythmPages.Map(organisation);
        app.MapSending();
        return app;
    }
}
