using Kolot.Tests.Listen.Forgetting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kolot.Tests.Running.Logs;

/// <summary>Fails once in a request, as code does that quotes what it could not read.</summary>
internal sealed class Breaks : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, go) =>
        {
            if (context.Request.Path.Value is "/broken" or "/api/broken") context.Features.Set<IRequestCookiesFeature>(new Unreadable());
            return go(context);
        });
        next(app);
    };

    private sealed class Unreadable : IRequestCookiesFeature
    {
        private readonly IRequestCookieCollection none = new DefaultHttpContext().Request.Cookies;
        private bool told;

        public IRequestCookieCollection Cookies
        {
            get
            {
                if (told) return none;
                told = true;
                throw new InvalidOperationException("'zilpaword' is not what was expected.", new FormatException(Ruti.Mail));
            }
            set => told = true;
        }
    }
}
