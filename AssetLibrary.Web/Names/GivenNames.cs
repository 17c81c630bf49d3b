namespace AssetLibrary.Web.Names;

/// <summary>
/// Given names that are common in scripts. Names of one line may stand for one another (spellings, short forms); two that
/// are in different lines are two names, however alike they look: Maria and Mario, Jan and Jon.
/// </summary>
internal static class GivenNames
{
    public static IReadOnlyList<(NameGender Gender, string[] Names)> Lines { get; } =
    [
        .. Read(
            NameGender.Female,
            """
            anna ana anne ann annie anya anja аня анна ania
            hanna hannah hanne johanna joanna
            katharina katarina catherine katherine kathryn catarina caterina catalina ekaterina yekaterina екатерина kate katie kathy \
            cathy kitty käthe katja katya катя trina
            elizabeth elisabeth elisabetta isabel isabelle isabella isabela lizzie liz beth betty eliza lisbeth elsa ilse liesel lisa \
            liza лиза елизавета bettina
            maria mary marija мария mariya mia mimi mitzi masha маша marusya moira maureen molly maricarmen
            marie mari
            mario-
            margaret margarete margarita marguerite margherita margarida маргарита maggie meg peggy greta gretchen grete rita margot daisy
            helen helena helene hélène elena ellen yelena елена lena lene лена alyona nell nellie ellie lenka
            lina carolina karolina caroline karoline carolyn carrie
            alexandra aleksandra александра sandra alessandra alejandra sasha sascha саша alexa lexi sanne
            eva eve ева evi
            sophia sofia sofie sophie софия софья sonja sonya соня
            julia giulia júlia юлия юля julie jule yulia giulietta juliet juliette julieta
            natalia natalie nathalie natalya наталья natasha наташа nat
            tatiana tatjana татьяна tanya tanja таня
            irina ирина irene irène ira ирина
            ina
            olga ольга olya оля
            svetlana светлана sveta света
            ludmila людмила lyudmila lyuda mila мила milena
            galina галина galya
            vera вера
            nina нина
            nadia nadja nadezhda надежда надя
            daria darya дарья dasha даша
            anastasia анастасия nastya настя anastasiya
            polina полина pauline paulina paola paula
            daniela danielle daniella dani
            martina martine
            karina carina
            karin carin karen
            andrea andréa
            emilia emily émilie emma emilie
            christina kristina christine kristin cristina tina chris christa krista kirsten кристина
            barbara barbora babs bärbel варвара varvara varya
            susanne susan suzanne susanna suzie susie sue susana
            teresa theresa therese thérèse terry tess tessa resi
            veronika veronica véronique vroni вероника
            victoria viktoria vittoria vicky vika виктория
            charlotte carlotta carlota lotte lottie charlie
            clara klara claire chiara clare
            laura lara лара лариса larissa larisa
            lucia lucy lucie luzia luisa louise louisa luise lou
            luna
            rosa rose rosie rosalia rosalie
            sara sarah sarita sally
            ruth
            rebecca rebekka becky bekah
            rachel raquel rahel
            miriam myriam
            martha marta marthe
            monica monika monique moni
            nicole nicola-f nicoletta nicky nikki
            odile
            adele adèle adela adelaide heidi adelheid
            agnes agnès inés ines inês
            alice alicia alix
            amalia amelie amélie amelia
            beatrice beatriz beatrix bea trixie
            brigitte brigitta bridget birgit britta gitta
            camille camilla camila
            carmen
            celia cécile cecilia cecile celine céline
            denise
            diana diane
            dora dorothea dorothy dorothée dolly dorothee dorle
            donatella
            edith
            eleanor eleonora eleonore leonora leonore nora noor
            élise elise
            erika erica
            esther ester
            fiona
            florence florentina florentine flora
            francesca franziska françoise frances francisca fanny frankie franzi paca
            gabriele-f gabriela gabrielle gabriella gabi gaby
            georgia georgina georgette
            gertrud gertrude trude trudy
            gisela giselle
            grace gracia grazia
            hedwig hedda hedi
            henriette henrietta harriet hattie jette
            ida
            inga inge ingrid ingeborg
            iris
            jana jane janet janine jeanne jeannette juana giovanna gianna janna jenny jennifer jean-f jeanette jeanine jo joan
            jessica jess jessie
            josephine josefine giuseppina josefa pepa josie
            judith judy jutta
            lea leah léa
            linda
            lydia lidia лидия
            magdalena madeleine magda lena maddalena maddie
            marian marianne mariana marianna
            marina марина
            marion
            mathilde matilda tilda tilly
            melanie
            mira mirabelle
            nadine
            olivia olive liv
            ottilie
            patricia patrizia pat patty trish
            petra
            philippa pippa
            renate renata renée
            sabine sabina
            silvia sylvia sylvie
            simone-f simona
            stella estelle estella
            stephanie stefanie stefania estefania steffi
            ulrike ulla
            ursula uschi úrsula
            valentina valentine
            valeria valerie valérie
            vivian vivien vivienne viviana
            wilhelmine wilma mina minna
            xenia ksenia ксения
            yvonne yvette
            zoe zoë zoé
            """
        ),
        .. Read(
            NameGender.Male,
            """
            alexander aleksandr alexandre alessandro alejandro александр alex alec sandro sasha sascha саша sander xander aleksander
            robert roberto robin rob bob bobby robbie bert роберт
            rupert ruprecht
            william wilhelm guillaume guillermo guglielmo guilherme will bill billy willy willi willie liam memo
            richard ricardo riccardo rick dick rich richie
            john johnny jack jon johann johannes jonny
            johannes hannes hans johann jo hansi
            jan
            jean
            juan juanito
            ivan иван vanya ваня
            giovanni gianni vanni
            joão
            ian iain
            james jim jimmy jamie
            joseph josef josé jose giuseppe iosif joe joey pepe sepp seppl jupp beppe pepito peppino
            michael michel-m michail mikhail михаил miguel michele-m mike mick mickey misha миша micha mischa mikael
            nicholas nikolaus nicolas nicolás nicola-m nicolau nikolai nikolay николай nick klaus claus niklas kolya коля nico niko nikos
            peter petr pedro pietro pierre pjotr пётр петр pete petya петя piero per
            paul paulo paolo pablo павел pavel pasha паша
            daniel daniele danny dan данила
            dmitri dmitry dmitriy дмитрий dima дима mitya
            david davide davy dave давид
            edward eduard edoardo eduardo édouard ed eddie ted teddy ned эдуард
            edgar
            edwin
            emil emilio émile
            fernando ferdinand fernand nando ferdi ferdinando hernando
            francis franz francesco francisco françois frank paco pancho frankie franco
            frederick friedrich frédéric federico fred freddy fritz frederik fredrik
            george georg georges giorgio jorge georgi георгий jörg joerg юрген jürgen jurgen
            yuri юрий jurij iouri
            gregory gregor grigori григорий grisha гриша greg grégoire gregorio
            henry heinrich henri enrico enrique harry hank heinz heiner hal hendrik
            igor игорь
            ignaz ignacio ignazio nacho
            jakob jacob jacques jacopo giacomo яков yakov jake jago
            thomas tomás tommaso tom tommy томас
            tim timothy timotheus timo timmy
            timur
            anton antonio antoine antônio anthony tony toni антон
            andrew andreas andré andrés андрей andrei andrey andy drew andi
            andrea-m
            benjamin ben benny benji benito-
            charles karl carl carlo carlos charlie chuck карл
            christian cristian kristian chris
            christopher christoph christophe cristóbal cristoforo kit chris topher stoffel
            claude claudio claudius
            dominic dominik dominique domenico domingo nick
            evgeni evgeny yevgeny yevgeni евгений zhenya женя eugene eugen eugenio eugène gene
            filip philip philipp philippe felipe filippo phil pip
            felix félix
            gabriel gabriele-m gabe
            gerard gerhard gérard gerardo gerd
            geoffrey jeffrey jeff geoff gottfried
            günter günther guenter guenther gunther gunter
            gustav gustave gustavo
            hugo hugh hugues ugo hugh
            ilya илья ilja elias elijah eli
            jerome jérôme geronimo hieronymus
            jonas jonah
            jonathan jon jonny nathan nathaniel nate
            julian julien giuliano julián
            julius jules julio giulio
            konrad conrad konstantin-
            konstantin константин constantin costa kostya костя stan-
            cornelius kornelius cornelis
            lawrence laurence lorenz laurent lorenzo lawry larry lars
            leo leon léon leone лев lev leonid леонид leonardo leonard
            louis ludwig luis luigi luiz lewis lou lutz ludovic ludovico gigi
            lukas lucas luca luke luc лука
            manuel emanuel emmanuel manolo manny immanuel
            marco marko marc mark marcus markus marcos марк marcel marcello
            mirko mirco miroslav
            mario
            martin martín martino marty мартин
            matthew matthias matthieu matteo mateo matt mats matvei матвей
            maurice moritz maurizio mauricio morris
            max maximilian maxim maxime максим massimo máximo
            oleg олег
            oliver olivier oliviero ollie
            oscar oskar
            otto ottone
            patrick patrice patrizio paddy pat
            raphael rafael raffaele rafa
            raymond raimund ramón raimondo ray
            roger rüdiger ruggero
            roland orlando rolando
            rudolf rudolph rodolfo rudi rudy rolf
            samuel sam sammy samuele
            sebastian sébastien sebastián bastian seb bastien
            sergei sergey сергей serge sergio seryozha serjoscha
            simon simone-m simón семён semyon
            stanislav stanislaw станислав stas стас stan stanley
            stefan stephan stephen steven étienne stefano esteban estevão steve степан stepan
            theodore theodor théodore teodoro фёдор федор fyodor fedor teo theo ted
            victor viktor vittorio виктор vic
            vincent vincenzo vicente vinzenz vince
            vladimir владимир wladimir volodya вова vova wladi
            walter gualtiero wally walt
            werner
            wolfgang wolf
            xavier javier saverio xaver
            aldo
            halvard
            ralph ralf raoul raúl
            eric erik erich
            """
        ),
    ];

    // A hyphen keeps a word out of a line that it only resembles; "nicola-m" is a man where the same letters may be a woman. A
    // backslash goes on with the line.
    private static IEnumerable<(NameGender, string[])> Read(NameGender gender, string table) =>
        table
            .Replace("\\\n", "", StringComparison.Ordinal)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(l => (gender, l.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(w => !w.EndsWith('-')).Select(Bare).ToArray()))
            .Where(l => l.Item2.Length > 0);

    private static string Bare(string word) =>
        word.EndsWith("-m", StringComparison.Ordinal) || word.EndsWith("-f", StringComparison.Ordinal) ? word[..^2] : word;
}
