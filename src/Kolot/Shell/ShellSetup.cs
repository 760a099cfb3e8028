using System.Text.Encodings.Web;
using System.Text.Unicode;
using Kolot.Core.Organisation;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Kolot.Shell;

/// <summary>The frame around all pages: languages, forms, assets, errors, headers.</summary>
public static class ShellSetup
{
    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddHttpContextAccessor();
        services.TryAddSingleton(TimeProvider.System);
        services.AddScoped<Visit>();
        services.AddScoped<Notices>();
        services.AddScoped<NavigationCounts>();
        services.AddSingleton<HeldForms>().AddSingleton<Unlocked>();

        // Without this each Hebrew letter leaves as seven bytes.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));

        services.AddAntiforgery();
        services.AddOptions<AntiforgeryOptions>().Configure<IConfiguration>(NameTheCookie);
        services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
        services.AddResponseCompression(packing =>
        {
            // Pages hold no secret beside what a visitor typed: form tokens are masked anew each time.
            packing.EnableForHttps = true;
            packing.MimeTypes = ["text/html"];
            packing.Providers.Add<BrotliCompressionProvider>();
            packing.Providers.Add<GzipCompressionProvider>();
        });
        return services;
    }

    /// <summary>What surrounds every request. Sign-in and the visit follow, then <see cref="UseShellForms"/>.</summary>
    public static WebApplication UseShell(this WebApplication app)
    {
        app.UseResponseCompression();
        app.UseSecurityHeaders();
        if (!app.Environment.IsDevelopment()) app.UseHsts();
        app.UseTrouble();
        app.UseRouting();
        return app;
    }

    /// <summary>What needs to know who is here: the language, and whether a form is ours.</summary>
    public static WebApplication UseShellForms(this WebApplication app)
    {
        app.UseLanguage();
        app.UseForms();
        app.UseSoundText();
        return app;
    }

    public static WebApplication MapShell(this WebApplication app)
    {
        Asset.Map(app);
        Language.Map(app);
        if (app.Environment.IsDevelopment()) app.MapGet("/parts", ShowParts).AllowAnonymous();
        return app;
    }

    private static RazorComponentResult<PartsPage> ShowParts(Visit visit)
    {
        (visit.Organisation, visit.OrganisationName, visit.MemberName) = ("cafe", "קפה נחלת בנימין", "נועה ברק");
        visit.Member = new("cafe", Guid.Empty, "נועה ברק", Enum.GetValues<Right>().ToHashSet(), Reach.All, null);
        return new RazorComponentResult<PartsPage>();
    }

    private static void NameTheCookie(AntiforgeryOptions options, IConfiguration configuration)
    {
        var secure = configuration["PublicAddress"]?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) == true;
        options.Cookie.Name = secure ? "__Host-kolot-form" : "kolot-form";
        options.Cookie.SecurePolicy = secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.Path = "/";
    }
}
